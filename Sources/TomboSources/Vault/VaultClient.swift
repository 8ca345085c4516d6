import TomboRecords

/// Asks the units of one Vault, without a token.
struct VaultClient: Sendable {
    /// As the configuration has them, without a slash at the end.
    let addresses: [String]
    let transport: any Transport

    func sealStatus(_ address: String) async throws(CollectError) -> Vault.SealStatus {
        try await document("/v1/sys/seal-status", of: address, answering: [200])
    }

    func health(_ address: String) async throws(CollectError) -> Vault.Health {
        try await document("/v1/sys/health", of: address, answering: Vault.Health.statuses)
    }

    private func document<Body: Decodable>(
        _ path: String, of address: String, answering statuses: Set<Int>
    ) async throws(CollectError) -> Body {
        var request = HTTPRequest(address + path)
        request.answeringStatuses = statuses
        let response = try await transport.send(request)
        guard statuses.contains(response.status) else {
            throw CollectError(
                response.status == 404 ? .notFound : response.status >= 500 ? .serverError : .malformedAnswer,
                "\(address) answers \(path) with status \(response.status), which Vault does not.", remedy: Self.remedy)
        }
        do throws(CollectError) {
            return try AnswerDecoder.decode(response.body, what: "The answer of \(address) to \(path)")
        } catch {
            throw CollectError(error.code, error.message, remedy: Self.remedy)
        }
    }

    private static let remedy =
        "Check that `addresses` names the Vault unit itself, with its port, and no proxy before it."
}

extension Vault {
    /// Asks each unit for itself: behind a shared address only one would be seen.
    struct Units: Collector {
        /// What one unit said, and what it did not.
        private struct Asked: Sendable {
            var unit: Unit?
            var failure: CollectError?
        }

        /// A unit that does not answer makes the listing partial: it may well be there.
        func collect(from client: VaultClient) async throws(CollectError) -> Listing<Unit> {
            let asked = await withTaskGroup(of: (Int, Asked).self) { group in
                for (index, address) in client.addresses.enumerated() {
                    group.addTask { (index, await Self.ask(address, client)) }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            let inOrder = client.addresses.indices.compactMap { asked[$0] }
            let units = inOrder.compactMap(\.unit)
            let failures = inOrder.compactMap(\.failure)
            guard let first = failures.first else { return .complete(units) }
            if units.isEmpty || first.code == .cancelled { throw first }
            return .partial(
                units,
                reason: "\(failures.count) of \(inOrder.count) Vault units did not answer in full: \(first.sentences)")
        }

        private static func ask(_ address: String, _ client: VaultClient) async -> Asked {
            var asked = Asked()
            do throws(CollectError) {
                let seal = try await client.sealStatus(address)
                asked.unit = Unit(address: address, seal: seal)
                asked.unit?.health = try await client.health(address)
            } catch {
                asked.failure = error
            }
            return asked
        }
    }
}
