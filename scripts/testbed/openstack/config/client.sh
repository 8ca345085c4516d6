# shellcheck shell=bash

# What a user of the cloud is given: an openrc each for the administrator and
# for user1, and a clouds.yaml with both and with a user who may only read.
configure_client() {
    openrc admin admin admin_domain >"$OPENRC"
    openrc user1 project1 domain1 >"$OPENRC-user1"
    cat >"$CLOUDS" <<CONF
clouds:
$(cloud lab admin admin admin_domain)
$(cloud lab-user1 user1 project1 domain1)
$(cloud lab-reader inventory admin admin_domain)
CONF
    chmod 600 "$OPENRC" "$OPENRC-user1" "$CLOUDS"
}

# openrc USER PROJECT DOMAIN
openrc() {
    cat <<CONF
export OS_AUTH_URL=$KEYSTONE_URL
export OS_IDENTITY_API_VERSION=3
export OS_AUTH_VERSION=3
export OS_REGION_NAME=$REGION
export OS_USERNAME=$1
export OS_PASSWORD=$PASSWORD
export OS_USER_DOMAIN_NAME=$3
export OS_PROJECT_NAME=$2
export OS_PROJECT_DOMAIN_NAME=$3
CONF
}

# cloud NAME USER PROJECT DOMAIN
cloud() {
    cat <<CONF
  $1:
    auth:
      auth_url: $KEYSTONE_URL
      username: $2
      password: $PASSWORD
      user_domain_name: $4
      project_name: $3
      project_domain_name: $4
    region_name: $REGION
    identity_api_version: 3
CONF
}
