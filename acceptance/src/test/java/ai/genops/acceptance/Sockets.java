package ai.genops.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The connections of a process, read from Linux's /proc.
final class Sockets {
    private Sockets() {}

    /// The far ends of its TCP connections, in the hexadecimal of /proc/net/tcp.
    static Set<String> remoteAddresses(long pid) {
        Set<String> own = inodes(pid);
        Set<String> remote = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            try {
                Files.readAllLines(Path.of("/proc", "" + pid, "net", table)).stream()
                        .skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(line -> own.contains(line[9]) && !line[2].endsWith(":0000"))
                        .forEach(line -> remote.add(line[2]));
            } catch (IOException _) {
                return remote; // the process has ended
            }
        }
        return remote;
    }

    /// 127.0.0.1, ::1, or the former written as the latter.
    static boolean isLoopback(String address) {
        String host = address.substring(0, address.indexOf(':'));
        return host.endsWith("7F") || host.endsWith("0100007F") || host.equals("00000000000000000000000001000000");
    }

    private static Set<String> inodes(long pid) {
        Set<String> inodes = new HashSet<>();
        try (var files = Files.list(Path.of("/proc", "" + pid, "fd"))) {
            for (Path file : files.toList()) {
                String target = Files.readSymbolicLink(file).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        } catch (IOException _) {
            return inodes; // a file was closed meanwhile
        }
        return inodes;
    }
}
