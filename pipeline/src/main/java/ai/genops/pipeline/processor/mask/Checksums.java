package ai.genops.pipeline.processor.mask;

import java.util.Map;

/// Whether numbers are what they look like. Each gives how many characters belong to it, or -1.
final class Checksums {
    /// Lengths of IBANs by country (SWIFT's IBAN registry, release 98).
    private static final Map<String, Integer> IBAN_LENGTHS = lengths(
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20"
                    + " EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26"
                    + " IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30"
                    + " NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27"
                    + " SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30");

    private Checksums() {}

    static int luhn(String text) {
        int sum = 0;
        boolean twice = false;
        boolean varies = false;
        for (int i = text.length() - 1; i >= 0; i--) {
            int digit = text.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                varies |= text.charAt(i) != text.charAt(text.length() - 1);
                int value = twice ? digit * 2 : digit;
                sum += value > 9 ? value - 9 : value;
                twice = !twice;
            }
        }
        return sum % 10 == 0 && varies ? text.length() : -1;
    }

    /// ISO 7064, MOD 97-10: the first four characters moved to the end, letters as 10 to 35, the rest of the
    /// division by 97 is 1. What follows within the pattern does not belong to it.
    static int iban(String text) {
        int expected = IBAN_LENGTHS.getOrDefault(text.substring(0, 2), 0);
        StringBuilder compact = new StringBuilder();
        int end = 0;
        while (end < text.length() && compact.length() < expected) {
            char c = text.charAt(end++);
            if (c != ' ') {
                compact.append(c);
            }
        }
        boolean goesOn = end < text.length() && text.charAt(end) != ' ';
        if (expected == 0 || compact.length() < expected || goesOn) {
            return -1;
        }
        int rest = 0;
        for (int i = 0; i < expected; i++) {
            int value = Character.digit(compact.charAt((i + 4) % expected), 36);
            rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
        }
        return rest == 1 ? end : -1;
    }

    /// Eight groups, or fewer with one `::` among them (RFC 4291, 2.2), and not only a `::`.
    static int ipv6(String text) {
        int gap = text.indexOf("::");
        boolean oneGap = gap < 0 || text.indexOf("::", gap + 1) < 0;
        boolean ends = (text.startsWith(":") && gap != 0) || (text.endsWith(":") && gap != text.length() - 2);
        int groups = 0;
        for (String group : text.split(":", -1)) {
            groups += group.isEmpty() ? 0 : 1;
        }
        boolean count = gap < 0 ? groups == 8 : groups > 0 && groups < 8;
        return oneGap && !ends && count ? text.length() : -1;
    }

    private static Map<String, Integer> lengths(String list) {
        return java.util.Arrays.stream(list.split(" "))
                .collect(java.util.stream.Collectors.toUnmodifiableMap(
                        entry -> entry.substring(0, 2), entry -> Integer.valueOf(entry.substring(2))));
    }
}
