"""What the product survives: damaged files, full disks, lost connections, kills at any moment."""
