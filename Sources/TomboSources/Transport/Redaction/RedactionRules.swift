/// What counts as a secret: the whole list, as data.
///
/// Two ways to recognise one, since sources put them in both: by the name it
/// goes by (a header, a JSON key, a query parameter) and by what it looks like
/// in any text (a PEM block, a Fernet token, a password in a URL). A rule that
/// is too wide costs facts, so a name is matched whole or at its end:
/// `db_password` is one, `password_expires_at` is not.
enum RedactionRules {
    /// Headers that authenticate, in lower case.
    static let headers: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-auth-token", "x-subject-token",
        "x-service-token", "x-storage-token", "x-auth-key", "x-api-key", "x-vault-token", "x-csrf-token",
        "macaroons", "bakery-protocol-macaroons", "openstack-auth-receipt",
    ]

    /// How much under a secret name is taken out.
    enum Reach {
        /// Texts. An object is a container and is read on (Keystone's answer
        /// is an object called `token`), but for its ``valueMembers``.
        case texts
        /// Texts and numbers; objects as above.
        case scalars
        /// Every text and number below, however deep.
        case everything
    }

    struct KeyRule {
        /// Compared without case, as it stands and with `_` and `-` left out.
        var name: String
        var isSuffix = true
        var reach = Reach.texts
        /// Further members of an object under this name that hold the secret.
        var members: Set<String> = []
    }

    static let keys: [KeyRule] = [
        .init(name: "password", reach: .scalars), .init(name: "passwords", reach: .scalars),
        .init(name: "passwd", reach: .scalars), .init(name: "passphrase", reach: .scalars),
        .init(name: "passwordhash"), .init(name: "pwd", isSuffix: false, reach: .scalars),
        .init(name: "adminpass", reach: .scalars), .init(name: "_pass", reach: .scalars),
        .init(name: "pass", isSuffix: false, reach: .scalars), .init(name: "passcode", reach: .scalars),
        .init(name: "secret"), .init(name: "secrets"), .init(name: "secretkey"), .init(name: "sharedsecret"),
        .init(name: "token", members: ["id"]), .init(name: "tokens"), .init(name: "tokenkey"),
        .init(name: "consumerkey"), .init(name: "sessionid"), .init(name: "sessionkey"),
        .init(name: "userdata"), .init(name: "vendordata"), .init(name: "cloudinituserdata"),
        .init(name: "personality", isSuffix: false, reach: .everything),
        .init(name: "privatekey"), .init(name: "apikey"), .init(name: "accesskey"), .init(name: "authkey"),
        .init(name: "sshkey"), .init(name: "sshkeys", isSuffix: false), .init(name: "authorizedkeys"),
        // Key material of a keypair; its name and fingerprint say which one it is.
        .init(name: "publickey"),
        .init(name: "keyring", isSuffix: false), .init(name: "encryptionkey"), .init(name: "unsealkey"),
        .init(name: "credential", isSuffix: false, reach: .everything),
        .init(name: "credentials", isSuffix: false, reach: .everything),
        .init(name: "macaroon", reach: .everything), .init(name: "macaroons", reach: .everything),
        .init(name: "ostrust:trust", isSuffix: false, reach: .everything),
        .init(name: "trust", isSuffix: false, reach: .everything), .init(name: "trustid", isSuffix: false),
        .init(name: "authorization"), .init(name: "cookie"), .init(name: "connectionstring"),
        .init(name: "signature"), .init(name: "oauthsignature"),
    ]

    /// Members that hold the value when a secret name stands for an object,
    /// or when an object names a secret in ``nameMembers``: Juju's settings
    /// are `{"password": {"value": …}}`, metadata lists `{"key": …, "value": …}`.
    static let valueMembers: Set<String> = [
        "value", "default", "current", "content", "contents", "data", "blob", "plaintext", "text",
    ]
    static let nameMembers: Set<String> = ["key", "name"]

    /// Query parameters that sign or authenticate, beside those with a name of ``keys``.
    static let queryNames = [
        "temp_url_sig", "sig", "signature", "x-amz-signature", "x-amz-credential", "x-amz-security-token",
        "awsaccesskeyid", "oauth_signature", "oauth_token", "token", "access_token", "api_key", "apikey",
    ]

    /// Words that end a secret's name in `name=value` or `name: value` in a text.
    static let words =
        "password|passwd|passphrase|adminpass|admin_pass|_pass|secret|token|api[_-]?key|private[_-]?key"
        + "|access[_-]?key|secret[_-]?key|auth[_-]?key|consumer[_-]?key|user[_-]?data|macaroons?|credentials?|signature"

    /// Something that is a secret wherever it stands.
    struct TextRule {
        /// In lower case; a text without any of them is not searched further.
        var markers: [String]
        var pattern: String
        /// What takes the match's place; `$1` is what the pattern's first group found.
        var template = Redactor.placeholder
        /// The match ends with an opening quote and stays; what goes is the
        /// quoted text after it. Found by hand: a pattern for "anything up to
        /// the quote, but for escaped ones" exhausts the matcher's stack on a
        /// long text, and what the matcher gives up on it does not report.
        var isQuoted = false
    }

    private static let headerNames = headers.sorted().joined(separator: "|")
    private static let wordMarkers = [
        "passw", "passphrase", "pass", "secret", "token", "key", "data", "macaroon", "credential", "signature",
    ]

    /// In this order: whole blocks before the names around them.
    static let texts: [TextRule] = [
        .init(
            markers: ["private key"],
            pattern: #"-----BEGIN [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----[\s\S]*?(?:-----END [A-Z0-9 ]*KEY[A-Z ]*-----|\z)"#),
        // Keystone's own tokens, and whatever else Fernet encrypted.
        .init(markers: ["gaaaa"], pattern: #"gAAAA[A-Za-z0-9_\-]{16,}(?:=|%3D){0,2}"#),
        // JSON web tokens (Keystone's other token format, Kubernetes, OIDC).
        .init(markers: ["eyj"], pattern: #"eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*)?"#),
        // Ceph's keys: 28 bytes in base64 that begin with the type 1.
        .init(markers: ["aq"], pattern: #"(?<![A-Za-z0-9+/])AQ[A-Za-z0-9+/]{36}=="#),
        .init(markers: ["hvs.", "hvb.", "hvr."], pattern: #"\bhv[sbr]\.[A-Za-z0-9_\-]{20,}"#),
        // crypt(3) and argon2 hashes.
        .init(
            markers: ["$1$", "$2", "$5$", "$6$", "$y$", "$argon"],
            pattern: #"\$(?:1|2[abxy]|5|6|y|argon2i?d?)\$[^\s:"',]{8,}"#),
        // scheme://user:password@host. What looks like a port is none.
        .init(
            markers: ["://"], pattern: #"(://[^\s/:@"'<>]*:)(?!\d+(?:[/?#]|$))[^\s"'<>]+@"#,
            template: "$1\(Redactor.placeholder)@"),
        // A header: quoted to its quote, else to the end of the line.
        .init(
            markers: headers.sorted(), pattern: #"(?i)\b(?:\#(headerNames))(?:\\?["'])?\s*[:=]\s*\\?["']"#,
            isQuoted: true),
        .init(
            markers: headers.sorted(), pattern: #"(?i)\b((?:\#(headerNames))\s*[:=][ \t]*)(?![\s"'\\])[^\r\n]+"#,
            template: "$1\(Redactor.placeholder)"),
        .init(
            markers: ["bearer"], pattern: #"(?i)\b(bearer\s+)(?=[A-Za-z._~+/\-]*[0-9=])[A-Za-z0-9._~+/=\-]{8,}"#,
            template: "$1\(Redactor.placeholder)"),
        .init(
            markers: queryNames.map { $0 + "=" },
            pattern: #"(?i)([?&;](?:\#(queryNames.joined(separator: "|")))=)[^&\s"'<>#]+"#,
            template: "$1\(Redactor.placeholder)"),
        // name="value", and bare.
        .init(
            markers: wordMarkers, pattern: #"(?i)(?:\#(words))(?:\\?["'])?\s*[:=]\s*\\?["']"#, isQuoted: true),
        .init(
            markers: wordMarkers, pattern: #"(?i)((?:\#(words))["']?\s*[:=]\s*)(?![\s"'\\\[{])[^\s"'&,;})\]]+"#,
            template: "$1\(Redactor.placeholder)"),
    ]
}
