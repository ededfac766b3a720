package ai.genops.server.alert;

/// How far what arrives has come into the lake. Safe for concurrent use.
public interface Arrivals {
    /// A number that changes when something new can be found.
    long position();

    /// Up to when everything that was acknowledged can be found, in milliseconds since 1970.
    long completeUntil();
}
