# shellcheck shell=bash
# What several services' configuration files share.

# shellcheck disable=SC2034  # for those below
RABBIT=rabbit://lab:$PASSWORD@127.0.0.1:5672/

# database_url USER DATABASE
database_url() {
    echo "mysql+pymysql://$1:$PASSWORD@localhost/$2?unix_socket=$RUN/mysql.sock&charset=utf8"
}

# credentials USER   of a service user, as Charmed OpenStack names them
credentials() {
    cat <<CONF
auth_url = $KEYSTONE_URL
auth_type = password
username = $1
password = $PASSWORD
user_domain_name = service_domain
project_name = services
project_domain_name = service_domain
region_name = $REGION
CONF
}

# authtoken USER SERVICE_TYPE   how a service has its callers' tokens checked.
# Without service_type, every request of an application credential that has
# access rules is refused.
authtoken() {
    cat <<CONF
[keystone_authtoken]
www_authenticate_uri = $KEYSTONE_URL
service_token_roles = service
service_token_roles_required = true
service_type = $2
$(credentials "$1")
CONF
}

configure() {
    configure_keystone
    configure_placement
    configure_nova
    configure_neutron
    configure_glance
    configure_cinder
    configure_rabbitmq
    configure_client
}
