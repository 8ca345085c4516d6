"""One file a service: which commands of the client list its kinds, and how their answers read as tombo's rows.

LISTS: {name: command}, asked first; a name is unique over all services.
STEPS: functions (lists, shown) to {name: [command]}, asked one after the other: of each item of a list, and then of
each item of what that gave.
rows(lists, shown): {kind: [row]}.
"""
