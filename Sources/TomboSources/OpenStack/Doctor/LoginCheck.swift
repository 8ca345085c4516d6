import TomboRecords

/// Who tombo is to Keystone, and whether that is enough.
enum LoginCheck {
    static func rows(_ token: KeystoneToken) -> [DoctorRow] {
        let roles = token.roles.sorted().joined(separator: ", ")
        var detail = "\(name(token.holder.user) ?? "the user")"
        detail += name(token.holder.project).map { " on project \($0)" } ?? ", on no project"
        detail +=
            ", \(token.roles.isEmpty ? "without a role" : "with \(token.roles.count == 1 ? "role" : "roles") \(roles)")"
        if let life = token.life { detail += "; a token lasts \(spoken(life))" }
        var rows = [DoctorRow(.login, "Keystone", .ok, detail + ".")]
        if !token.isAdmin {
            rows.append(
                DoctorRow(
                    .login, "Keystone", .warn,
                    "The role admin is missing: no listing counts as whole, and nothing is ever called gone.",
                    remedy: remedy(roles: token.roles)))
        } else if token.projectID == nil {
            rows.append(
                DoctorRow(
                    .login, "Keystone", .warn, "The token is for no project: Cinder refuses it.",
                    remedy: "Set the project (`project_name` or OS_PROJECT_NAME) that the user is admin on."))
        }
        return rows
    }

    /// Word for word what a refused collector says, so that it is said once.
    static func remedy(roles: [String]) -> String {
        "Give the user the role `admin` on the project it signs in to; its roles there are: "
            + (roles.isEmpty ? "none" : roles.joined(separator: ", ")) + "."
    }

    private static func name(_ named: KeystoneToken.Holder.Named?) -> String? {
        guard let named, let name = named.name else { return nil }
        return named.domain?.name.map { "\(name) (\($0))" } ?? name
    }

    private static func spoken(_ life: Duration) -> String {
        let seconds = Int(life.seconds)
        if seconds < 120 { return "\(seconds) s" }
        return seconds < 7200 ? "\(seconds / 60) min" : "\(seconds / 3600) h"
    }
}
