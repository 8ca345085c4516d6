import TomboRecords

/// A collector whose listing is believed whole only from an administrator.
///
/// To anybody else some services answer 200 with fewer rows, and nothing in
/// the answer says so: taken as a complete listing it would record that the
/// rest of the cloud is gone.
struct AdminRule<Base: Collector>: Collector where Base.Client == OpenStackClient {
    let base: Base

    init(_ base: Base) { self.base = base }

    func collect(from client: OpenStackClient) async throws(CollectError) -> Listing<Base.Output> {
        let listing = try await base.collect(from: client)
        let roles = try await client.roles()
        if roles.isAdmin { return listing }
        let known = roles.names.isEmpty ? "no role" : roles.names.sorted().joined(separator: ", ")
        return listing.weakened(
            by: "Without the role admin not everything is shown; the token has: \(known). Give the user the role "
                + "`admin` on the project it signs in to.")
    }
}
