# shellcheck shell=bash
# A day of operations: migrations, a resize, a stopped server, a disabled host,
# a host aggregate, a private flavor, a deleted server and one in ERROR.

api1=$(server_id api1) api2=$(server_id api2) db=$(server_id db)

source=$(server_host api2)
for target in node1.maas node2.maas node3.maas; do [ "$target" = "$source" ] || break; done
echo "api2: live migration $source -> $target"
admin --os-compute-api-version 2.30 server migrate --live-migration --host "$target" --wait "$api2"

echo 'api1: cold migration, confirmed'
admin --os-compute-api-version 2.56 server migrate --wait "$api1"
admin server migration confirm "$api1"

echo 'db: resize to m1.large, reverted'
admin server resize --flavor m1.large --wait "$db"
admin server resize revert "$db"

echo 'client: stopped'
admin server stop "$(server_id client)"

echo 'node3: disabled'
admin compute service set --disable --disable-reason maintenance node3.maas nova-compute

echo 'aggregate compact: node1 and node2'
admin aggregate create compact -f value -c name
admin aggregate set --property cpu_allocation_ratio=4.0 compact
admin aggregate add host compact node1.maas -f value -c name
admin aggregate add host compact node2.maas -f value -c name

echo 'temp: created and deleted'
user1 server create --image jammy-amd64 --flavor m1.tiny --network user1_net temp -f value -c name
wait_server temp ACTIVE
user1 server delete --wait temp

# 10 vCPUs do not fit a host of 8, whatever the allocation ratio: max_unit is the number of real ones.
echo 'big: a server that no host can take'
admin flavor create --vcpus 10 --ram 40000 --disk 20 --private m1.huge -f value -c name
admin flavor set --project project1 --project-domain domain1 m1.huge
user1 server create --image jammy-amd64 --flavor m1.huge --network user1_net big -f value -c name
wait_server big ERROR
wait_server client SHUTOFF
wait_server db ACTIVE
wait_server api1 ACTIVE
