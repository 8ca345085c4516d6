import TomboRecords

/// A user, group, project or domain in an assignment, by name.
struct AssignmentParty: Decodable {
    private struct Domain: Decodable { var name: String? }

    var name: String
    var domain: String?

    private enum CodingKeys: String, CodingKey { case id, name, domain }

    init(_ name: String) { self.name = name }

    /// Keystone writes empty texts for the name and the domain of somebody
    /// who is deleted.
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let id = try fields.decode(String.self, forKey: .id)
        let text = try fields.decodeIfPresent(String.self, forKey: .name) ?? ""
        name = text.isEmpty ? id : text
        domain = try fields.decodeIfPresent(Domain.self, forKey: .domain)?.name.flatMap { $0.isEmpty ? nil : $0 }
    }

    var word: String {
        Self.escaped(name, domain == nil ? "@" : "") + (domain.map { "@" + Self.escaped($0, "@") } ?? "")
    }

    /// `text` without spaces and what else separates: two assignments never share an id.
    static func escaped(_ text: String, _ separators: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": escaped += "%25".unicodeScalars
            case " ": escaped += "%20".unicodeScalars
            case "@" where !separators.isEmpty: escaped += "%40".unicodeScalars
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}

extension Keystone.RoleAssignment: Decodable {
    private struct Role: Decodable {
        struct Domain: Decodable { var name: String? }
        var id: String
        var name: String?
        var domain: Domain?
    }

    private struct Scope: Decodable {
        struct System: Decodable { var all: Bool }
        var project: AssignmentParty?
        var domain: AssignmentParty?
        var system: System?
        var inheritedTo: String?

        enum CodingKeys: String, CodingKey {
            case project, domain, system
            case inheritedTo = "OS-INHERIT:inherited_to"
        }
    }

    private enum CodingKeys: String, CodingKey { case role, user, group, scope }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let role = try fields.decode(Role.self, forKey: .role)
        self.role = role.name ?? role.id
        roleDomain = role.domain?.name
        if let group = try fields.decodeIfPresent(AssignmentParty.self, forKey: .group) {
            (assigneeType, assignee) = ("group", group)
        } else {
            (assigneeType, assignee) = ("user", try fields.decode(AssignmentParty.self, forKey: .user))
        }
        let scope = try fields.decode(Scope.self, forKey: .scope)
        if let project = scope.project {
            (scopeType, self.scope) = ("project", project)
        } else if let domain = scope.domain {
            (scopeType, self.scope) = ("domain", domain)
        } else if scope.system != nil {
            (scopeType, self.scope) = ("system", AssignmentParty("all"))
        } else {
            throw DecodingError.dataCorruptedError(
                forKey: .scope, in: fields, debugDescription: "Expected a project, a domain or the system.")
        }
        isInherited = scope.inheritedTo != nil
    }
}
