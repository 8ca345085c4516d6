/// An answer full of secrets and, among them, facts that look a little alike.
enum SecretFixture {
    static let json = #"""
        {
          "server": {
            "id": "b69b17fa-17a5-4a30-8f0a-17cf44e3e1aa", "key_name": "lab-key", "adminPass": "S3cret-adminPass",
            "admin_pass": "S3cret-admin_pass", "OS-EXT-SRV-ATTR:user_data": "S3cretUserData==",
            "user_data": "S3cretCloudInit==", "personality": [{"path": "/etc/motd", "contents": "S3cretPersonality"}],
            "metadata": {"db_password": "S3cret-metadata", "role": "database"},
            "hostId": "d5eb8a22d6d2a0b6c5bd1bd1f4a3b0b54c8b5f5f8d3a3fd5a9c4a9f2",
            "description": "reads mysql://nova:S3cret-url@10.0.0.1/nova"
          },
          "keypair": {
            "name": "lab-key", "fingerprint": "7e:eb:ab:24", "private_key": "S3cret-private-key",
            "public_key": "ssh-rsa S3cretPublicKey u@h"
          },
          "auth": {
            "identity": {
              "methods": ["password", "application_credential"],
              "password": {"user": {"name": "admin", "domain": {"name": "admin_domain"}, "password": "S3cret-login"}},
              "application_credential": {"id": "21dced0fd20347869b93710d2b98aae0", "secret": "S3cret-appcred"}
            }
          },
          "token": {"roles": [{"name": "Admin"}], "catalog": [{"type": "compute", "name": "nova"}]},
          "credentials": [{"type": "ec2", "blob": "S3cret-ec2"}],
          "OS-TRUST:trust": {"id": "S3cret-trust"},
          "quota": {"secrets": 10, "cores": 20},
          "config": [{"key": "vip", "value": "10.0.0.9"}, {"key": "ssl_secret", "value": "S3cret-listed"}],
          "options": {"admin-password": {"value": "S3cret-juju", "type": "string"}, "debug": {"value": false}},
          "macaroons": [[{"s": "S3cret-macaroon"}]],
          "power_parameters": {"power_address": "10.0.0.7", "power_user": "maas", "power_pass": "S3cret-bmc"},
          "consumer_key": "S3cret-consumer", "token_secret": "S3cret-oauth", "api_key": "S3cret-api",
          "links": ["https://h/o?temp_url_sig=S3cretSig&temp_url_expires=99", "https://h/v2.1/servers?marker=b69b17fa"],
          "message": "token gAAAAABmS3cretFernet0123456789abcdef was refused, sent as Bearer S3cretBearer0123",
          "log": "-----BEGIN RSA PRIVATE KEY-----\nS3cretPEM\n-----END RSA PRIVATE KEY-----",
          "keyring": "key = AQDS3cretCephAAAABAAZ0xyRTBqOGtQcXhOVG==",
          "jwt": "eyJhbGciOiJIUzI1NiJ9.eyJTM2NyZXQtand0In0.S3cretJWT"
        }
        """#

    /// What must not be found again.
    static let secrets = [
        "S3cret", "eyJTM2NyZXQtand0In0",
    ]

    /// Those that can be told in a text that is no JSON: by a name beside
    /// them, or by their looks.
    static let secretsInAnyText = [
        "S3cret-adminPass", "S3cret-admin_pass", "S3cretUserData", "S3cretCloudInit", "S3cret-metadata", "S3cret-url",
        "S3cret-private-key", "S3cret-login", "S3cret-appcred", "S3cret-bmc", "S3cret-consumer", "S3cret-oauth",
        "S3cret-api", "S3cretSig", "S3cretFernet", "S3cretBearer", "S3cretPEM", "S3cretCeph", "S3cretJWT",
    ]

    static let facts = [
        "b69b17fa-17a5-4a30-8f0a-17cf44e3e1aa", "\"key_name\":\"lab-key\"", "\"role\":\"database\"",
        "d5eb8a22d6d2a0b6c5bd1bd1f4a3b0b54c8b5f5f8d3a3fd5a9c4a9f2", "@10.0.0.1/nova", "7e:eb:ab:24", "admin_domain",
        "21dced0fd20347869b93710d2b98aae0", "\"catalog\":[{\"type\":\"compute\",\"name\":\"nova\"}]", "\"secrets\":10",
        "\"value\":\"10.0.0.9\"", "\"value\":false", "10.0.0.7", "temp_url_expires=99", "marker=b69b17fa",
        "\"methods\":[\"password\",\"application_credential\"]", "\"type\":\"string\"", "\"name\":\"Admin\"",
    ]

    /// Texts of real answers that a rule could take for more than they are.
    static let harmlessTexts = [
        "http://10.0.0.1:8774/v2.1/servers/detail?limit=1000&marker=b69b17fa", "http://h:80/path?email=a@b.c",
        "cinder@cinder-ceph#cinder-ceph", "qemu+ssh://root@node1/system", "rbd://fsid/glance/id/snap",
        "OS-EXT-SRV-ATTR:instance_name", "The request you have made requires authentication.",
        "Keystone uri=\"http://10.0.0.1:5000/v3\"", "os_compute_api:servers:detail", "compute 2.87",
        "trait:CUSTOM_SECRET_KEY", "d41d8cd98f00b204e9800998ecf8427e", "node1.maas, node2.maas; key_name lab",
        "application/json; charset=UTF-8", "2026-11-23T19:20:08.000000", "basic information about bearers",
        "[::1]:8774",
        "password", "tokens: see the manual of `openstack token issue`",
    ]
}
