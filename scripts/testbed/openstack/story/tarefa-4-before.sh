# shellcheck shell=bash
# The service: two APIs, a data base with a volume, a load balancer, and a
# floating IP on each of them.

servers=(api1 api2 db lb)
declare -A flavors=([api1]=m1.small [api2]=m1.small [db]=m1.medium [lb]=m1.tiny)

for server in "${servers[@]}"; do
    user1 server create --image jammy-amd64 --flavor "${flavors[$server]}" --key-name user1 --network user1_net \
        --security-group Allow_SSH "$server" -f value -c name
done
user1 volume create --size 10 dbvol -f value -c name
for server in "${servers[@]}"; do
    wait_server "$server" ACTIVE
    address=$(user1 floating ip create ext_net -f value -c floating_ip_address)
    user1 server add floating ip "$server" "$address"
    echo "$server $address"
done >"$RUN/floating-ips"
cat "$RUN/floating-ips"
user1 server add volume db dbvol -f value -c 'Volume ID'
