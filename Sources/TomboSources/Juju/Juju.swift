import TomboRecords

/// The kinds of Juju's controllers.
enum Juju {
    static let collectors: [CollectorEntry<JujuClient>] = [
        .init(JujuControllers()), .init(JujuModels()), .init(JujuCollector<Machine>()),
        .init(JujuCollector<Application>()), .init(JujuCollector<Unit>()), .init(JujuCollector<Integration>()),
        .init(JujuCollector<Storage>()), .init(JujuCollector<Offer>()), .init(JujuCollector<RemoteApplication>()),
        .init(JujuStatusLogs()),
    ]
}

/// What one model's status document holds of a kind.
protocol JujuRecord: Record {
    /// Every record of the kind; `faults` gets what Juju itself could not
    /// tell: the listing is then not whole, and says why.
    static func records(in status: JujuStatus, faults: inout [String]) -> [Self]
}

/// Reads one kind out of every model's status document.
struct JujuCollector<Output: JujuRecord>: Collector {
    func collect(from client: JujuClient) async throws(CollectError) -> Listing<Output> {
        try await client.each { status, faults in Output.records(in: status, faults: &faults) }
    }
}
