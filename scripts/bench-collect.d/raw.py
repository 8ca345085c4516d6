"""What fetching and parsing the same pages costs in plain Python: nothing is kept, nothing is stored.

Prints the servers it counted and the seconds of its work, without those of Python's own start.
"""
import http.client
import json
import sys
import time


def main(port):
    started = time.perf_counter()
    connection = http.client.HTTPConnection('127.0.0.1', port)
    connection.request('POST', '/identity/v3/auth/tokens', b'{}', {'Content-Type': 'application/json'})
    answer = connection.getresponse()
    json.loads(answer.read())
    token, count, after = answer.headers['X-Subject-Token'], 0, ''
    while after is not None:
        connection.request('GET', '/compute/v2.1/servers/detail?all_tenants=1' + after, headers={
            'X-Auth-Token': token, 'OpenStack-API-Version': 'compute 2.87', 'Accept': 'application/json'})
        page = json.loads(connection.getresponse().read())
        count += len(page['servers'])
        links = page.get('servers_links') or [{}]
        after = '&' + links[0]['href'].rpartition('&')[2] if 'href' in links[0] else None
        del page
    print(count, time.perf_counter() - started)


main(int(sys.argv[1]))
