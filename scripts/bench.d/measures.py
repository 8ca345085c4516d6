"""What is measured, against which budget and which reference."""
from collections import namedtuple

# name       what a person gives to scripts/bench
# what       the line of the table
# kind       time (processor seconds), rate (resources a processor second) or bytes
# budget     None, or the limit in the unit of the kind: at most; at least for a rate
# reference  the name of what is measured beside it, or None
# count      resources that one run goes through, for a rate
Measure = namedtuple('Measure', 'name what kind budget reference count', defaults=(None, None, 1))

LARGE = 100_000
MS = 1e-3
MB = 1_000_000

WORKLOADS = [
    Measure('store-unchanged', 'store 100,000 servers, none changed', 'rate', 300_000, 'store_unchanged', LARGE),
    Measure('store-1-percent', 'store 100,000 servers, 1 % changed', 'time', None, 'store_unchanged'),
    Measure('store-all-changed', 'store 100,000 servers, all changed', 'rate', 50_000, 'store_new', LARGE),
    Measure('store-new', 'store 100,000 servers, all new', 'rate', 50_000, 'store_new', LARGE),
    Measure('diff-1-percent', 'diff of 100,000, 1 % changed', 'time', 20 * MS, 'diff'),
    Measure('diff-1-percent-small', 'diff of 10,000, as many changed', 'time', None, 'diff-1-percent'),
    Measure('diff-one-poll', 'diff of 100,000, one poll (100 changes)', 'time', None, 'diff'),
    Measure('diff-one-poll-small', 'diff of 10,000, one poll (100 changes)', 'time', None, 'diff-one-poll'),
    Measure('diff-many-polls', 'diff of 100,000 over {polls} polls', 'time', None, 'diff'),
    Measure('diff-many-polls-small', 'diff of 10,000 over {polls} polls', 'time', None, 'diff-many-polls'),
    Measure('list-now', 'list 100,000 servers, now', 'time', 100 * MS, 'list_now'),
    Measure('list-as-of', 'list 100,000 servers, as of the first poll', 'time', 100 * MS, 'list_as_of'),
    Measure('where-now', 'where is one of 100,000, now', 'time', 20 * MS, 'where'),
    Measure('where-as-of', 'where was one of 100,000, at the first poll', 'time', 20 * MS, 'where'),
    # 1,000 hosts and 100,000 servers with their claims, all of it read from the database each time.
    Measure('capacity-all', 'capacity of 50 flavors, 1,000 hosts', 'time', 50 * MS),
    Measure('capacity-hosts', 'the same, a row for each host and flavor', 'time', None),
    Measure('fit-500', 'fit of 500 servers of 50 flavors, 1,000 hosts', 'time', 1),
    Measure('n-plus-one', 'N+1 of 1,000 hosts with 100 servers each', 'time', None),
    Measure('where-moves', 'where could one of 100,000 servers go', 'time', None),
    Measure('status-large', 'status of 1,000 hosts, 100,000 servers', 'time', None),
]

PROCESSES = [
    Measure('start-up', '`tombo version`, the whole process', 'time', 15 * MS, 'true'),
    Measure('start-up-python', '  the same, beside `python3 -c pass`', 'time', None, 'python'),
    Measure('where-lab', '`tombo where lb`, database of the lab', 'time', 20 * MS, 'python'),
    Measure('where-large', '`tombo where lb`, 100,000 servers', 'time', 20 * MS, 'python'),
]

SIZES = [
    Measure('bytes-changed', 'bytes that a poll with 100 changes adds', 'bytes', None),
    Measure('bytes-unchanged', 'bytes that a poll without changes adds', 'bytes', None),
    Measure('year', 'file after a year of the lab, every 5 min', 'bytes', 20 * MB),
]

# The same polls of the lab saved on the database of that history and, in turn, on one that began with them.
SAVES = [
    Measure('save-old-history', 'save a poll of the lab after {polls} polls', 'time', None, 'save-new-history'),
]

# Over databases of thousands of snapshots with 100 changes each (longhistory.py): 100,000 servers, where not said.
HISTORY = [
    Measure('history-diff-poll', 'diff of one poll (100 changes)', 'time', None),
    Measure('history-diff-10-polls', 'diff of 10 polls (1 % changed)', 'time', 20 * MS),
    Measure('history-diff-200-polls', 'diff of 200 polls (18 % changed)', 'time', 160 * MS),
    Measure('history-log', 'log of the cloud, 50 lines', 'time', None),
    Measure('history-log-server', 'log of a server that changed 20 times', 'time', None),
    Measure('history-blame-server', 'blame of that server', 'time', None),
    Measure('history-list-half', 'list 100,000 servers, as of half way', 'time', 100 * MS),
]

# The same work on the fleet of 100,000 beside the one of 1,000: how it grows with what exists.
GROWTH = [
    Measure('growth-diff', 'diff of one poll, 100,000 servers', 'time', None, 'history-diff-poll-1000'),
    Measure('growth-log', 'log of the server, 100,000 servers', 'time', None, 'history-log-server-1000'),
    Measure('growth-blame', 'blame of the server, 100,000 servers', 'time', None, 'history-blame-server-1000'),
]

PROGRAMS = [
    Measure('program-diff', '`tombo diff` of 10 polls, the whole process', 'time', None, 'python'),
    Measure('program-log', '`tombo log -n 50`, the whole process', 'time', None, 'python'),
    Measure('program-log-server', '`tombo log server/lb`, the whole process', 'time', None, 'python'),
    Measure('program-blame', '`tombo blame server/lb`, the whole process', 'time', None, 'python'),
]

PEERS = [
    Measure('peer-sqldiff', '`tombo diff` beside sqldiff, both processes', 'time', None, 'sqldiff'),
    Measure('peer-deepdiff', 'diff beside deepdiff, both in memory', 'time', None, 'deepdiff'),
    Measure('peer-jsondiff', 'diff beside jsondiff, both in memory', 'time', None, 'jsondiff'),
]

ALL = WORKLOADS + PROCESSES + SIZES + SAVES + HISTORY + GROWTH + PROGRAMS + PEERS

REFERENCES = {
    'store_new': 'Python: insert the same rows',
    'store_unchanged': 'Python: compare the same rows',
    'diff': 'Python: compare both moments',
    'list_now': 'Python: fetch the same rows',
    'list_as_of': 'Python: fetch the same rows',
    'where': 'Python: open, SELECT by name',
    'save-new-history': 'the same, new database',
    'true': '/bin/true',
    'python': 'python3 -c pass',
    'history-diff-poll-1000': 'the same of 1,000',
    'history-log-server-1000': 'the same of 1,000',
    'history-blame-server-1000': 'the same of 1,000',
    'sqldiff': 'sqldiff of two files',
    'deepdiff': 'DeepDiff(old, new)',
    'jsondiff': 'jsondiff.diff(old, new)',
}
