/// Whether servers can be placed together, where, and how sure that is.
struct Packing: Sendable {
    /// One entry a server that has a place: number of the item, number of the host.
    var placed: [(item: Int, host: Int)] = []
    /// Numbers of the items without a place in the best placement that was found.
    var unplaced: [Int] = []
    /// Yes with the placement, no with a proof; nil where the search ended before it knew.
    var fits: Bool?
    /// Why they do not fit, or what is not known.
    var reason: String?

    /// A placement proves a yes; a no is said only where it is one.
    var isProven: Bool { fits != nil }
}
