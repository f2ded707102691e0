"""Views to HTML. The only place with Jinja; it knows no request and no Flask."""
