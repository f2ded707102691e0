.PHONY: run test lint

run:
	@sh bin/run

test:
	@sh bin/test

lint:
	@sh bin/setup
	@.venv/bin/python -m pytest tests/house/test_checks.py tests/house/test_contracts.py
