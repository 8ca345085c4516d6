# shellcheck shell=bash

configure_keystone() {
    cat >"$ETC/keystone/keystone.conf" <<CONF
[DEFAULT]
log_file =
use_stderr = true
max_token_size = 255
[database]
connection = $(database_url keystone keystone)
[token]
provider = fernet
expiration = ${TOMBO_TESTBED_TOKEN_SECONDS:-3600}
[fernet_tokens]
key_repository = $ETC/keystone/fernet-keys
[credential]
key_repository = $ETC/keystone/credential-keys
[fernet_receipts]
key_repository = $ETC/keystone/fernet-keys
CONF
}
