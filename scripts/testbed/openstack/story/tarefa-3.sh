# shellcheck shell=bash
# The reserved machine, half the size of the others, joins as a compute host.

addhost node4 4 15998 228
