package ai.genops.destination.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What is allowed to be lost, because the disk lost it or the log was told to give it up, and what was. Each flipped
/// bit may cost one record and no more; all that is lost has been told.
final class Damage {
    /// The end of a log that was not closed is left alone: there a bad frame cannot be told from one that was never
    /// whole. It is in one of the last files: the newest, a spare, and one that a failed write left.
    private static final int LAST_FILES = 4;

    private final Map<Vendor, Set<Long>> lost = new HashMap<>();
    private int flips;
    /// Told, in all lives.
    private long places;
    private long missing;

    void doSome(SimulatedDisk disk, Random chance) {
        for (int i = chance.nextInt(3) > 0 ? 0 : 1 + chance.nextInt(3); i > 0; i--) {
            flips += disk.flip(List.of("data", "log"), ".segment", LAST_FILES, chance) ? 1 : 0;
        }
    }

    /// Notes what a life told of losses, before it ends.
    void take(Life life, List<Vendor> vendors) {
        if (life.hasLog()) { // also if it could not start with it
            places += life.log().stats().counters().corruptFrames();
            vendors.forEach(vendor -> vendor.givenUp += life.givenUp(vendor));
            missing += life.missing();
        }
    }

    void lost(Vendor vendor, long record) {
        lost.computeIfAbsent(vendor, _ -> new HashSet<>()).add(record);
    }

    void settle(Facts facts, List<Vendor> vendors) {
        Set<Long> toTheDisk = new HashSet<>();
        for (Vendor vendor : vendors) {
            Set<Long> records = lost.getOrDefault(vendor, Set.of());
            facts.require(
                    records.size() <= flips + vendor.givenUp,
                    "%s: lost are %s; %d bits were flipped, %d records given up",
                    vendor.id,
                    records,
                    flips,
                    vendor.givenUp);
            facts.require(vendor.mostLag > 0 || vendor.givenUp == 0, "%s: %d were given up", vendor.id, vendor.givenUp);
            if (vendor.mostLag == 0) {
                toTheDisk.addAll(records);
            }
        }
        facts.require(toTheDisk.size() <= flips, "lost are %s, by %d flipped bits", toTheDisk, flips);
        facts.require(toTheDisk.size() <= missing, "lost are %s, and %d were missing", toTheDisk, missing);
        facts.require(toTheDisk.isEmpty() || places > 0, "lost are %s, and no damage was told", toTheDisk);
    }
}
