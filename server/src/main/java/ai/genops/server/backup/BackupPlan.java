package ai.genops.server.backup;

import java.time.Duration;

/// Backups that a server makes by itself.
///
/// @param name of its block
/// @param every how long after one the next is made
/// @param keep how many stay; 0: any number
/// @param age how old those that stay may be; zero: any
public record BackupPlan(String name, Place to, Duration every, int keep, Duration age, Scope scope) {}
