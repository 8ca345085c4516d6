/// Tells a listing that goes on from one that never ends.
///
/// A marker that comes twice is a circle. A service can also name a new page
/// each time and bring nothing, or the same rows, or rows without end; only
/// what was read says so.
struct ListingGuard {
    /// Pages in a row that bring nothing new before the listing is given up:
    /// one may be empty because its rows went away while it was read.
    static let patience = 3

    private(set) var pages = 0
    private var markers: Set<String> = []
    /// First and last identity of each page. Not all of them: they would cost
    /// memory for each row, and a page whose ends are known has nothing new.
    private var ends: Set<String> = []
    private var barren = 0
    private var bytes = 0

    private static func remedy(_ title: String) -> String {
        "Record the answers with `tombo collect --record DIR`, and look into \(title)'s paging."
    }

    /// Takes in a page that is not the last one.
    ///
    /// - Returns: Why to stop, as a sentence; nil to go on.
    mutating func reason(
        toStopAfter page: PageLinks, bytes: Int, limit: Int, of kind: String, _ title: String
    ) -> String? {
        pages += 1
        if let marker = page.marker, !markers.insert(marker).inserted {
            return "\(title) goes round in circles: page \(marker) came twice. \(Self.remedy(title))"
        }
        let hasNews = page.ends.isEmpty ? page.count > 0 : !ends.isSuperset(of: page.ends)
        ends.formUnion(page.ends)
        barren = hasNews ? 0 : barren + 1
        if barren == Self.patience {
            return "\(title) goes on with \(kind) without an end: its last \(barren) pages brought nothing new. "
                + Self.remedy(title)
        }
        self.bytes += bytes
        if self.bytes > limit {
            return "\(title) goes on with \(kind) beyond \(limit) bytes: it was read no further. "
                + Self.remedy(title)
        }
        return nil
    }
}
