import TomboRecords
import TomboSources

/// What `init` says to somebody who never saw tombo.
struct InitReport {
    let discovery: Discovery
    let draft: ConfigurationDraft
    let places: ConfigurationPlaces

    init(_ discovery: Discovery, _ draft: ConfigurationDraft, _ places: ConfigurationPlaces) {
        self.discovery = discovery
        self.draft = draft
        self.places = places
    }

    /// The entries that the file uses.
    private var used: [ConfigurationDraft.Entry] { draft.entries.filter { $0.duplicateOf == nil } }

    var status: ExitStatus {
        let failed = used.count { if case .failure = $0.signIn { true } else { false } }
        if failed == 0 || draft.isWithoutOpenStack { return .done }
        return failed == used.count ? .nothingCollected : .incomplete
    }

    func text(path: String?) -> String {
        var lines = found + ["", draft.entries.isEmpty ? "No login to OpenStack." : "Logins:"]
        let width = draft.entries.map(\.login.name.count).max() ?? 0
        for entry in draft.entries {
            let name = entry.login.name + String(repeating: " ", count: width - entry.login.name.count)
            lines += Self.wrapped(outcome(of: entry), first: "  \(name)  ", rest: width + 4)
        }
        lines += advice
        lines.append("")
        if let path {
            lines += [
                "Written to \(places.spoken(path)). Next:", "", "  tombo collect",
                draft.entries.isEmpty ? "  tombo status" : "  tombo list servers",
            ]
        } else {
            lines += ["Nothing is written. Keep what is above as \(places.spoken(places.ownFile))."]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var found: [String] {
        var lines = ["Found:"]
        let file = discovery.file.map(places.spoken) ?? "none"
        lines.append("  clouds.yaml  \(file)")
        let hasVariables = discovery.logins.contains { $0.cloudsName == nil }
        lines.append("  OS_*         \(hasVariables ? "set, as an openrc file does" : "not set")")
        for other in discovery.others {
            let name = other.title + String(repeating: " ", count: 11 - other.title.count)
            lines.append("  \(name)  \(other.found.map(places.spoken) ?? "none")")
        }
        return lines
    }

    private func outcome(of entry: ConfigurationDraft.Entry) -> String {
        var words: String
        switch entry.signIn {
        case nil: words = "not tried"
        case .failure(let error): words = "does not work: \(Self.withoutFullStop(error.sentences))"
        case .success(let signIn) where signIn.isAdmin: words = "works, with the role admin"
        case .success(let signIn):
            let roles = signIn.roles.sorted().joined(separator: ", ")
            words = "works, but has not the role admin (it has \(roles)): OpenStack shows it only a part"
        }
        if case .success(let signIn) = entry.signIn, !signIn.missing.isEmpty {
            words += "; without \(signIn.missing.joined(separator: ", ")), which the cloud does not have"
        }
        if let other = entry.duplicateOf { words += "; left out, as `\(other)` is the same cloud" }
        return words
    }

    /// How to get the login that tombo should have.
    private var advice: [String] {
        var lines: [String] = []
        for entry in used {
            guard case .success(let configured) = entry.login.source,
                case let source as OpenStackSource = configured.source
            else { continue }
            let auth = source.configuration.auth
            if case .applicationCredential = auth { continue }
            let client = entry.login.cloudsName.map { "openstack --os-cloud \($0)" } ?? "openstack"
            lines += ["", "A better login for \(entry.login.name) is an application credential: it can"]
            lines += ["expire and be taken away, while the password stays yours. Tombo only reads,"]
            lines += ["but OpenStack shows everything only to the role admin on a project (see"]
            lines += ["docs/permissions.md)."]
            if case .success(let signIn) = entry.signIn, !signIn.isAdmin {
                lines += ["", "An administrator gives your user that role:", ""]
                lines += ["  openstack role add --user \(user(auth)) \\", "      --project \(project(auth)) admin"]
            }
            lines += ["", "Make the credential, then add it to clouds.yaml with the id and the secret that"]
            lines += ["are printed, and name it in tombo.yaml with `cloud: \(entry.login.name)-tombo`:", ""]
            lines += ["  \(client) \\", "      application credential create --role admin \\"]
            lines += ["      --description \"tombo, reads only\" tombo", ""]
            lines += ["  clouds:", "    \(entry.login.name)-tombo:"]
            lines += ["      auth_type: v3applicationcredential", "      auth:"]
            lines += ["        auth_url: \(source.configuration.authURL)"]
            lines += ["        application_credential_id: ID", "        application_credential_secret: SECRET"]
            if let region = source.configuration.region { lines += ["      region_name: \(region)"] }
        }
        return lines
    }

    private func user(_ auth: OpenStackAuth) -> String {
        switch auth {
        case .password(user: .id(let id), _, _): id
        case .password(user: .name(let name, .id(let domain)), _, _),
            .password(user: .name(let name, .name(let domain)), _, _):
            "\(name) --user-domain \(domain)"
        default: "USER"
        }
    }

    private func project(_ auth: OpenStackAuth) -> String {
        switch auth {
        case .password(_, _, .id(let id)): id
        case .password(_, _, .name(let name, .id(let domain))), .password(_, _, .name(let name, .name(let domain))):
            "\(name) --project-domain \(domain)"
        default: "PROJECT"
        }
    }

    /// For somebody who has no credentials at all.
    var nothing: String {
        if let error = discovery.failure { return "Error: \(error.description)\n" }
        return """
            Error: There are no credentials of a cloud here, and no file is written.
            Hint: Get them from the cloud in one of these ways, and run `tombo init` again.

              In Horizon, the cloud's web page: Project, API Access, Download OpenStack RC
              File, then `OpenStack clouds.yaml File`. Save it as
              ~/.config/openstack/clouds.yaml and add the password below `auth:`.

              Or take the openrc file that you were given:

                . ./openrc
                tombo init

            Tombo only reads; docs/permissions.md says which rights it needs and why.

            """
    }

    private static func withoutFullStop(_ text: String) -> String {
        text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// Text in lines of at most 80 columns.
    static func wrapped(_ text: String, first: String, rest: Int) -> [String] {
        var lines: [String] = []
        var line = first
        var isFresh = true
        for word in text.split(separator: " ") {
            if !isFresh, line.count + 1 + word.count > 80 {
                lines.append(line)
                line = String(repeating: " ", count: rest)
                isFresh = true
            }
            line += (isFresh ? "" : " ") + word
            isFresh = false
        }
        return lines + [line]
    }
}
