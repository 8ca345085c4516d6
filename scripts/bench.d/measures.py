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

ALL = WORKLOADS + PROCESSES + SIZES

REFERENCES = {
    'store_new': 'Python: insert the same rows',
    'store_unchanged': 'Python: compare the same rows',
    'diff': 'Python: compare both moments',
    'list_now': 'Python: fetch the same rows',
    'list_as_of': 'Python: fetch the same rows',
    'where': 'Python: open, SELECT by name',
    'true': '/bin/true',
    'python': 'python3 -c pass',
}
