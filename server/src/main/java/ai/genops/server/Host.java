package ai.genops.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What a server calls itself.
final class Host {
    private Host() {}

    /// The machine's name, as its network knows it.
    static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "genops";
        }
    }

    /// A name for a data folder that has none.
    static String freshId() {
        return HexFormat.of().formatHex(random(4));
    }

    /// Bytes that nobody can guess.
    static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
