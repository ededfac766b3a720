package ai.genops.expression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `C.Text.parseXml` and `C.Text.parseWinEvent`, as Cribl's reference describes them ("C.Text", 4.16). What is no XML
/// is undefined.
final class XmlFunctions {
    /// What stands for nothing in events of Windows.
    private static final Set<String> WINDOWS_NOTHING = Set.of("-");

    static final List<Function> ALL = List.of(
            Function.of("C.Text.parseXml", 1, Type.ANY, XmlFunctions::parse),
            Function.of("C.Text.parseWinEvent", 1, Type.ANY, XmlFunctions::parseWindows));

    private XmlFunctions() {}

    private static @Nullable Object parse(@Nullable Object[] arguments) {
        boolean attributes = Arguments.at(arguments, 1) == null || Values.isTrue(Arguments.at(arguments, 1));
        boolean metadata = attributes && Values.isTrue(Arguments.at(arguments, 2));
        Set<String> without = texts(Arguments.at(arguments, 3), Set.of());
        return read(arguments, new XmlReader.Form(attributes, metadata, without, false));
    }

    private static @Nullable Object parseWindows(@Nullable Object[] arguments) {
        Set<String> without = texts(Arguments.at(arguments, 1), WINDOWS_NOTHING);
        return read(arguments, new XmlReader.Form(true, false, without, true));
    }

    private static @Nullable Object read(@Nullable Object[] arguments, XmlReader.Form form) {
        return Arguments.at(arguments, 0) instanceof String text ? XmlReader.read(text, form) : null;
    }

    private static Set<String> texts(@Nullable Object given, Set<String> otherwise) {
        if (given == null) {
            return otherwise;
        }
        Set<String> texts = new HashSet<>();
        if (given instanceof List<?> list) {
            list.forEach(element -> texts.add(Values.text(element)));
        } else {
            texts.add(Values.text(given));
        }
        return texts;
    }
}
