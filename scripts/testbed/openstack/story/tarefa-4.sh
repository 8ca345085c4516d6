# shellcheck shell=bash
# Only the load balancer (and client) keep a floating IP.

while read -r server address; do
    [ "$server" != lb ] || continue
    user1 server remove floating ip "$server" "$address"
    user1 floating ip delete "$address"
    echo "$server without $address"
done <"$RUN/floating-ips"
