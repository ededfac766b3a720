package ai.genops.destination.contract;

/// What the other side of a destination does instead of taking what it is sent. What each means on its wire is its
/// [Peer]'s affair.
public enum Fault {
    /// None: it takes what comes, before it shows other faults.
    NONE,
    /// It is asked too often, and says when to come again: in a second.
    TOO_MANY_UNTIL,
    /// It is asked too often, and does not say when to come again.
    TOO_MANY,
    /// It cannot take anything just now.
    UNAVAILABLE,
    /// It is broken.
    ERROR,
    /// It does not know who is asking.
    UNAUTHORIZED,
    /// It will never take one of the events: [Peer#refuse].
    REFUSED,
    /// What is sent is larger than it takes.
    TOO_LARGE,
    /// It does not answer.
    SILENT,
    /// It breaks off in the middle of its answer.
    HALF,
    /// It closes the connection instead of answering.
    CLOSED,
    /// It takes what is sent and closes the connection: the sender cannot know.
    TAKEN_BUT_CLOSED,
    /// It is not there: [Peer#down].
    GONE,
    /// It says back what it was told, secrets and all: [Peer#echo].
    ECHO
}
