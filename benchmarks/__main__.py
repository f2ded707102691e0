"""Everything that docs/performance.md reports, in one run of some ten minutes."""

from benchmarks import burst, join_page, room

ROOM = ["--seats", "12", "--inputs", "150", "--percent", "95", "--together"]
HALL = ["--seats", "300", "--inputs", "1000", "--percent", "99", "--in-turn"]

for command, words in ((room.main, ROOM), (room.main, HALL), (burst.main, []), (join_page.main, [])):
    command.main(list(words), standalone_mode=False)
