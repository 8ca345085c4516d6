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
    func items() async -> (items: [Item], broken: (page: Int, error: CollectError)?) {
        if count == 1, case .success(let items) = await pages[0].value { return (items, nil) }
        var items: [Item] = []
        for (index, page) in pages.enumerated() {
            switch await page.value {
            case .success(let more):
                // Pages are of one size; growing step by step takes twice the memory.
                if index == 0 { items.reserveCapacity(more.count * count) }
                items += more
            case .failure(let error): return (items, (index + 1, error))
            }
        }
        return (items, nil)
    }
}
