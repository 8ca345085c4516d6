"""nova-compute with labvirt.py mounted as nova.virt.labvirt.

Nova loads virt drivers from its own package only, and that one belongs to a
Debian package.
"""
import importlib.util
import os
import sys

import nova.cmd.compute  # first of all: it patches the standard library for eventlet
import nova.virt

spec = importlib.util.spec_from_file_location(
    'nova.virt.labvirt', os.path.join(os.path.dirname(os.path.abspath(__file__)), 'labvirt.py'))
module = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = module
spec.loader.exec_module(module)
nova.virt.labvirt = module
sys.argv[0] = 'nova-compute'
sys.exit(nova.cmd.compute.main())
