import TomboRecords

extension OpenStackClient {
    /// All security groups with their rules, asked once a round, so that
    /// nothing is written.
    ///
    /// Neutron makes a group `default` when somebody *lists* groups or rules
    /// and the project in question has none: the first `project_id` of the
    /// filter, else the token's own project. To list plainly would thus write
    /// into a cloud that tombo only looks at. Quota details count groups
    /// without that; where the token's project has none, only projects that
    /// have some are named in filters. Rules come from inside the groups: to
    /// list them makes groups too, and a filter by project would miss those
    /// that an administrator put into somebody else's group.
    ///
    /// Two holes are known. A project whose `default` somebody deleted, but
    /// not its other groups, gets a new one. And while the token's project
    /// has no group, groups left behind by a project that Keystone no longer
    /// lists are not seen.
    ///
    /// Source: neutron/db/securitygroups_db.py, `_ensure_default_security_group`.
    func securityGroups() async throws(CollectError) -> Listing<Neutron.SecurityGroup> {
        try await shared("security-groups") { () async throws(CollectError) in
            // Without a project there is none to make a group in.
            guard let own = try await projectID(), try await groupCount(networkQuota(of: own), own) == 0 else {
                return try await securityGroups(of: [])
            }
            let quotas = try await networkQuotas()
            var owners: [String] = []
            for asked in quotas.records where try groupCount(asked.body, asked.item.id) > 0 {
                owners.append(asked.item.id)
            }
            let listing = try await listInParts(Self.chunks(of: owners), of: Neutron.SecurityGroup.spec.kind) {
                projects async throws(CollectError) in try await securityGroups(of: projects)
            }
            guard case .partial(_, let reason) = quotas else { return listing }
            return listing.weakened(by: reason)
        }
    }

    private func securityGroups(of projects: [String]) async throws(CollectError) -> Listing<Neutron.SecurityGroup> {
        try await list(
            Neutron.SecurityGroup.self, of: Neutron.SecurityGroup.spec.kind, from: .network, "/security-groups",
            query: projects.map { ("project_id", $0) } + Neutron.page, under: "security_groups")
    }

    /// An unknown number is no zero: with it nobody could say whether a
    /// listing writes.
    private func groupCount(_ quota: Neutron.QuotaDetails, _ project: String) throws(CollectError) -> Int64 {
        if let amounts = quota.amounts["security_group"] { return amounts.used }
        throw CollectError(
            .malformedAnswer,
            "Neutron does not say how many security groups project \(project) has: to list them "
                + "might make one.",
            remedy: "Check that Neutron's extensions `quota_details` and `security-group` are loaded.")
    }

    /// Web servers take addresses of 4,000 characters and more.
    private static func chunks(of projects: [String]) -> [[String]] {
        var chunks: [[String]] = []
        var length = 0
        for project in projects {
            length += "&project_id=".count + project.utf8.count
            if chunks.isEmpty || length > 3500 {
                chunks.append([])
                length = "&project_id=".count + project.utf8.count
            }
            chunks[chunks.count - 1].append(project)
        }
        return chunks
    }
}
