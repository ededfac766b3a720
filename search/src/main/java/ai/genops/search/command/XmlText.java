package ai.genops.search.command;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/// Reads texts as XML. Declarations of types and entities are refused, so no text reads files or the
/// network, or grows. Used by one thread.
final class XmlText {
    /// Longer texts are not read as XML.
    static final int MAX_LENGTH = 1 << 20;

    private final DocumentBuilder builder;

    XmlText() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler() {
                @Override
                public void fatalError(SAXParseException e) throws SAXException {
                    throw e;
                }
            });
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean mayBe(String text) {
        return text.length() <= MAX_LENGTH && text.stripLeading().startsWith("<");
    }

    /// Null if the text is no XML.
    @Nullable
    Document read(String text) {
        if (!mayBe(text)) {
            return null;
        }
        try {
            return builder.parse(new InputSource(new StringReader(text.strip())));
        } catch (SAXException | IOException _) {
            return null;
        }
    }
}
