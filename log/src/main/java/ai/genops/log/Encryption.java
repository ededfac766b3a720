package ai.genops.log;

import java.security.SecureRandom;

/// AES-256-GCM for all new frames, under the newest key.
///
/// @param random where the salts come from: the nonces are safe only if these never repeat
public record Encryption(KeyRing keys, SecureRandom random) {}
