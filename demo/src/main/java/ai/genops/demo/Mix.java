package ai.genops.demo;

import java.util.SplittableRandom;

/// The client's only source of variety: a function of a fixed seed and of what is asked for.
final class Mix {
    private static final long SEED = 20_231_116;
    /// In the lap's place: for what is the same in every lap.
    private static final int EVERY_LAP = -1;

    private Mix() {}

    /// Numbers that are the same at every call with the same arguments, and unrelated for others.
    static SplittableRandom of(String service, int lap, int index) {
        return new SplittableRandom(mix(mix(mix(SEED + service.hashCode()) + lap) + index));
    }

    /// As [#of(String, int, int)], the same in every lap and unrelated to the ids.
    static SplittableRandom everyLap(String service, int index) {
        return of(service, EVERY_LAP, index);
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
