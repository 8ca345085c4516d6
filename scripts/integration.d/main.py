"""The integration test, from a cloud that is being made to the totals.

main.py BINARY TESTBED-SCRIPT STATE-FOLDER OUTPUT-FOLDER [--keep | --ceph | --storage | --capacity | --operations]
"""
import os
import subprocess
import sys

import cephscenes
import filling
import leaks
import operations
import passing
import replay
import scenes
import stages
import storagescenes
import story
import writes
from cephclient import CephClient
from client import Client
from faults import Faults
from marked import MarkedServer
from polls import check_polls
from report import Report
from testbed import Testbed
from tombo import Tombo


def main(binary, script, state, folder, *options):
    report = Report()
    testbed = Testbed(script, state, os.path.join(folder, 'testbed.log'), report)
    if '--ceph' in options:
        play_ceph(report, binary, testbed, folder, is_up(testbed))
        return report.finish()
    if '--storage' in options:
        play_storage(report, binary, testbed, folder)
        return report.finish()
    if '--capacity' in options:
        filling.Filling(report, Client(folder, testbed.clouds), Tombo(binary, folder, testbed.clouds)).play()
        return report.finish()
    if '--operations' in options:
        client, user = Client(folder, testbed.clouds), Client(folder, testbed.clouds, 'lab-user1')
        operations.Operations(report, testbed, client, user, Tombo(binary, folder, testbed.clouds)).play()
        return report.finish()
    if '--keep' not in options:
        report.section('testbed')
        testbed.call('up', '--fresh')
    client = Client(folder, testbed.clouds)
    user = Client(folder, testbed.clouds, 'lab-user1')
    marked = MarkedServer(user, client, folder)
    tombo = Tombo(binary, folder, testbed.clouds)

    writes.check(report, client, tombo)
    seen = stages.play_all(report, testbed, client, tombo, folder, marked)
    passing.play(report, testbed, client, tombo, folder, seen)
    now = operations.Operations(report, testbed, client, user, tombo).play()
    report.note('the client took %d calls and %d s for its answers' % (client.calls, client.seconds))
    report.section('the story')
    story.check_facts(report, tombo, seen)
    story.check_diffs(report, tombo, seen)
    passing.check(report, tombo)
    report.section('an unchanged cloud')
    check_polls(report, tombo)

    faults = Faults(report, testbed, tombo, folder, now)
    scenes.logins(report, faults)
    scenes.nova(report, faults)
    scenes.killed(report, faults)
    report.section('the past')
    story.check_past(report, tombo, seen)
    report.section('replay')
    replay.check_replay(report, tombo, folder, seen)
    replay.check_faults(report, tombo, folder, faults.collected)
    report.section('secrets')
    leaks.check_leaks(report, tombo, folder, testbed, marked)
    filling.Filling(report, client, tombo.on('filling.db')).play()
    play_ceph(report, binary, testbed, folder, True)
    return report.finish()


def is_up(testbed):
    return subprocess.run([testbed.script, 'status'], stdout=subprocess.DEVNULL).returncode == 0


def ceph_script(testbed):
    return os.path.join(os.path.dirname(testbed.script), 'testbed-ceph')


def play_ceph(report, binary, testbed, folder, openstack):
    report.section('ceph' + (' and OpenStack together' if openstack else ' alone'))
    scenes = cephscenes.CephScenes(report, binary, ceph_script(testbed), folder, testbed.clouds, openstack)
    scenes.play()
    storagescenes.StorageScenes(report, scenes.client, scenes.tombo, scenes.testbed).play()


def play_storage(report, binary, testbed, folder):
    script = ceph_script(testbed)

    def call(*words):
        with open(os.path.join(folder, 'testbed.log'), 'a') as log:
            subprocess.run([script, *words], stdout=log, stderr=log, check=True)

    call('up')
    conf = subprocess.run([script, 'env'], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    tombo = cephscenes.CephTombo(binary, folder, testbed.clouds, conf, database='storage.db')
    storagescenes.StorageScenes(report, CephClient(conf), tombo, call).play()


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
