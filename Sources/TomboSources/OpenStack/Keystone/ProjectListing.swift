import TomboRecords

extension OpenStackClient {
    /// All projects, asked once a round for the collectors that go through
    /// them: quotas are asked project by project. Keystone gives them all at once.
    func projects() async throws(CollectError) -> Listing<Keystone.Project> {
        try await shared("projects") { () async throws(CollectError) in
            try await list(
                Keystone.Project.self, of: Keystone.Project.spec.kind, from: .identity, "/projects", under: "projects")
        }
    }
}
