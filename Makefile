.PHONY: run test

run:
	@sh bin/run

test:
	@sh bin/test
