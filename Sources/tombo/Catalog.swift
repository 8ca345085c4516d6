import TomboRecords
import TomboSources

/// Every kind of every source, in the order in which a report shows them.
enum Catalog {
    static let specs: [RecordSpec] = SourceType.specs
}
