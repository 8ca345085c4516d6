/// What an anonymous export does with the values of a column.
///
/// Numbers, yes and no, times and unknown always stay as they are.
public indirect enum Treatment: Sendable, Hashable {
    /// A word of the software's own vocabulary (a status, a type, a version) or a fact of hardware: stays.
    case kept
    /// A name that people gave: a pseudonym made of the noun and a number, `network-3`.
    case name(String)
    /// The name of a computer: like a name, but each label of its domain is replaced on its own.
    case host(String)
    /// What a program made up to tell things apart: another one of the same form.
    case id
    /// An IP address or range: one with the same neighbours.
    case address
    case mac
    /// A trait or resource class: a standard one stays, `CUSTOM_…` is a name.
    case custom(String)
    /// What a person wrote: replaced as a whole.
    case prose
    /// What a program wrote: its words stay, all that names something is replaced in it.
    case message
    /// Made of names and separators (`openstack/ceph-mon/0`): each is replaced in its place, and what nobody
    /// knows is a name of this noun. Only names of the nouns in `of` are looked for; of all where it is nil.
    case composed(String, of: Set<String>? = nil)
    /// An object whose keys are data too.
    case keyed(Treatment, Treatment)
    /// Objects with fixed members: each as ``TreatmentTable/members`` says, and hidden where that says nothing.
    case members
    /// What no rule is stated for: replaced, whatever it is.
    case hidden
}

extension Treatment {
    /// What is looked at earlier gives the name to what has it too.
    var order: Int {
        switch self {
        case .id: 0
        case .name, .host, .custom, .mac, .address: 1
        case .kept, .members, .keyed, .prose, .hidden, .composed, .message: 2
        }
    }
}
