package ai.genops.source.otlp;

import java.util.Arrays;
import java.util.List;

/// A request as a fuzzer sees it: behind a byte that says of which signal it is.
final class FuzzInput {
    private static final List<Signal> SIGNALS = List.of(Signal.values());

    private FuzzInput() {}

    static Signal signal(int number) {
        return SIGNALS.get(Math.floorMod(number, SIGNALS.size()));
    }

    static byte[] of(int number, byte[] request) {
        byte[] input = new byte[request.length + 1];
        input[0] = (byte) number;
        System.arraycopy(request, 0, input, 1, request.length);
        return input;
    }

    static byte[] request(byte[] input) {
        return Arrays.copyOfRange(input, 1, input.length);
    }
}
