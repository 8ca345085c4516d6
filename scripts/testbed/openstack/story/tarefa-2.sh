# shellcheck shell=bash
# The external network, user1's network with its router, and the first server,
# client, with a floating IP.

admin network create --external --share --default --provider-network-type flat \
    --provider-physical-network physnet1 ext_net -f value -c name
admin subnet create --network ext_net --subnet-range 172.16.0.0/20 --gateway 172.16.0.1 --no-dhcp \
    --allocation-pool start=172.16.7.0,end=172.16.8.255 ext_subnet -f value -c name

user1 network create --internal user1_net -f value -c name
user1 subnet create --network user1_net --subnet-range 192.169.0.0/24 --dns-nameserver 172.16.0.1 \
    --allocation-pool start=192.169.0.10,end=192.169.0.100 user1_subnet -f value -c name
user1 router create user1_router -f value -c name
user1 router add subnet user1_router user1_subnet
user1 router set user1_router --external-gateway ext_net

ssh-keygen -q -C user1@lab -N '' -t ed25519 -f "$RUN/user1.key" </dev/null
user1 keypair create --public-key "$RUN/user1.key.pub" user1 -f value -c name
user1 security group create --description 'Allow SSH' Allow_SSH -f value -c name
user1 security group rule create --proto tcp --dst-port 22 Allow_SSH -f value -c id

user1 server create --image jammy-amd64 --flavor m1.tiny --key-name user1 --network user1_net \
    --security-group Allow_SSH client -f value -c name
wait_server client ACTIVE
address=$(user1 floating ip create ext_net -f value -c floating_ip_address)
user1 server add floating ip client "$address"
echo "client $address"
