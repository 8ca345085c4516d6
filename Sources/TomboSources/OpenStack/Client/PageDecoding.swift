import TomboRecords

/// Decodes the pages of a listing beside the requests for the next ones.
///
/// Decoding is most of what tombo does with an answer, and the service takes
/// its time for a page. Two pages at once and no more: a long listing must
/// not be in memory as JSON.
struct PageDecoding<Item: Decodable & Sendable> {
    /// How an error calls the listing.
    let what: String
    private var pages: [Task<Result<[Item], CollectError>, Never>] = []

    init(what: String) { self.what = what }

    var count: Int { pages.count }

    /// Takes the next page.
    ///
    /// - Returns: Whether it is worth to ask for another: not behind a page that could not be read.
    mutating func add(_ page: JSONDocument) async -> Bool {
        pages.append(
            Task { [what] in
                do throws(CollectError) {
                    let page: PageItems<Item> = try AnswerDecoder.decode(page, what: what)
                    return .success(page.items)
                } catch {
                    return .failure(error)
                }
            })
        guard count >= 2, case .failure = await pages[count - 2].value else { return true }
        return false
    }

    /// Forgets every page: the listing begins again.
    mutating func restart() { pages = [] }

    /// The items of the pages before the first that could not be read, and why not.
    ///
    /// Gives the pages up, one after the other: all of them twice is much memory.
    mutating func items() async -> (items: [Item], broken: (page: Int, error: CollectError)?) {
        let count = count
        pages.reverse()
        var items: [Item] = []
        while let page = pages.popLast() {
            switch await page.value {
            case .success(let more):
                // They are of one size; growing step by step takes more.
                if items.isEmpty { items.reserveCapacity(more.count * count) }
                items += more
            case .failure(let error): return (items, (count - pages.count, error))
            }
        }
        return (items, nil)
    }
}
