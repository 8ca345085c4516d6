import TomboQuery
import TomboRecords
import TomboSources

extension GlobalOptions {
    /// What tombo.yaml says about checks.
    func checkPlan() throws -> CheckPlan {
        try CheckPlan(
            try configuration()?.checks.map { section in
                var entry = CheckPlan.Entry(name: section.name, place: section.place)
                entry.enabled = section.enabled
                entry.severity = section.severity
                entry.reason = section.reason
                entry.sql = section.sql
                entry.remedy = section.remedy
                entry.parameters = section.parameters
                return entry
            } ?? [])
    }

    /// Names of servers for each role, cloud by cloud.
    func roles() throws -> [String: Roles] {
        var roles: [String: Roles] = [:]
        for cloud in try configuration()?.clouds ?? [] { roles[cloud.name] = cloud.roles }
        return roles
    }
}
