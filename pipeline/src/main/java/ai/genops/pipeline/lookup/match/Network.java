package ai.genops.pipeline.lookup.match;

/// Reads `ADDRESS/BITS`, or one address. Bits of the address beyond the network's are passed over. One thread.
final class Network {
    private final Address address = new Address();
    private int bits;

    boolean read(String written) {
        String text = written.strip();
        int slash = text.indexOf('/');
        int end = slash < 0 ? text.length() : slash;
        boolean six = text.indexOf(':') >= 0;
        if (!address.read(text, 0, end)) {
            return false;
        }
        int most = six ? 128 : 32;
        bits = slash < 0 ? most : number(text, slash + 1);
        if (bits < 0 || bits > most) {
            return false;
        }
        // A network within ::ffff:0:0/96 is one of IPv4.
        bits -= six && address.length == 4 ? 96 : 0;
        return bits >= 0;
    }

    byte[] address() {
        return address.bytes;
    }

    int length() {
        return address.length;
    }

    int bits() {
        return bits;
    }

    private static int number(String text, int from) {
        int value = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i - from == 3) {
                return -1;
            }
            value = 10 * value + c - '0';
        }
        return from == text.length() ? -1 : value;
    }
}
