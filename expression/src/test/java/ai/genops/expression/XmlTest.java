package ai.genops.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.event.Fields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// XML as objects, and what is no XML.
class XmlTest {
    /// An event of Windows as it is forwarded, from Cribl's page on them.
    private static final String LOGON = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
            + "<Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625}'/>"
            + "<EventID Qualifiers='0'>4625</EventID><Level>0</Level><TimeCreated SystemTime='2020-11-12T17:27:33Z'/>"
            + "<Correlation/><Computer>EC2.cribl.poc</Computer></System><EventData>"
            + "<Data Name='SubjectUserName'>-</Data><Data Name='SubjectLogonId'>0x0</Data>"
            + "<Data Name='TargetDomainName'></Data><Data Name='LogonProcessName'>NtLmSsp </Data>"
            + "<Data>one</Data><Data>two</Data></EventData></Event>";

    private final Fields fields = new Fields();
    private final Scope scope = Scope.of(fields);

    XmlTest() {
        scope.define("xml", Type.TEXT);
    }

    private @Nullable Object value(String source, String xml) {
        return Expression.compile(source, scope).value(Events.with(Map.of(), Map.of("xml", xml), fields));
    }

    @Test
    void anEventOfWindowsHasItsDataByName() {
        assertThat(value("C.Text.parseWinEvent(xml)", LOGON))
                .isEqualTo(Map.of(
                        "Event",
                        Map.of(
                                "System",
                                Map.of(
                                        "Provider",
                                        Map.of("Name", "Microsoft-Windows-Security-Auditing", "Guid", "{54849625}"),
                                        "EventID",
                                        Map.of("Qualifiers", "0", "#text", "4625"),
                                        "Level",
                                        "0",
                                        "TimeCreated",
                                        Map.of("SystemTime", "2020-11-12T17:27:33Z"),
                                        "Correlation",
                                        "",
                                        "Computer",
                                        "EC2.cribl.poc"),
                                "EventData",
                                Map.of(
                                        "SubjectLogonId",
                                        "0x0",
                                        "TargetDomainName",
                                        "",
                                        "LogonProcessName",
                                        "NtLmSsp",
                                        "Data",
                                        List.of("one", "two")))));
    }

    @Test
    void whatStandsForNothingIsLeftOut() {
        assertThat(value("Object.keys(C.Text.parseWinEvent(xml, ['0x0', '0', '-', '']).Event.EventData)", LOGON))
                .isEqualTo(List.of("LogonProcessName", "Data"));
        assertThat(value("Object.keys(C.Text.parseWinEvent(xml, []).Event.EventData).length", LOGON))
                .isEqualTo(5.0);
    }

    @Test
    void withoutAttributesElementsAreTheirTexts() {
        assertThat(value("C.Text.parseXml(xml, false).Event.System.EventID", LOGON))
                .isEqualTo("4625");
        assertThat(value("C.Text.parseXml(xml, false).Event.EventData.Data.length", LOGON))
                .isEqualTo(6.0);
    }

    @Test
    void metadataIsThereWhenItIsAskedFor() {
        String xml =
                "<?xml version='1.0' encoding='UTF-8'?><s:a xmlns:s='urn:x' k='v'><s:b>1 &amp; <![CDATA[<2>]]></s:b></s:a>";
        assertThat(value("C.Text.parseXml(xml)", xml)).isEqualTo(Map.of("a", Map.of("k", "v", "b", "1 & <2>")));
        assertThat(value("C.Text.parseXml(xml, true, true)", xml))
                .isEqualTo(Map.of(
                        "?xml",
                        Map.of("version", "1.0", "encoding", "UTF-8"),
                        "s:a",
                        Map.of("xmlns:s", "urn:x", "k", "v", "s:b", "1 & <2>")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "<a>&unknown;</a>",
                "{\"a\": 1}",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x 'once'>]><a>&x;</a>",
                "<!DOCTYPE a [<!ATTLIST a b CDATA 'given'>]><a/>",
                "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;'>]><a>&y;</a>"
            })
    void whatIsNoXmlIsUndefined(String xml) {
        assertThat(value("C.Text.parseXml(xml)", xml)).isNull();
        assertThat(value("C.Text.parseWinEvent(xml)", xml)).isNull();
    }

    @Test
    void nestingIsBounded() {
        assertThat(value("C.Text.parseXml(xml)", "<a>".repeat(99) + "</a>".repeat(99)))
                .isNotNull();
        assertThat(value("C.Text.parseXml(xml)", "<a>".repeat(101) + "</a>".repeat(101)))
                .isNull();
    }

    /// Many of one name take no longer than many of different names.
    @Test
    void arraysAreBounded() {
        assertThat(value("C.Text.parseXml(xml).a.b.length", "<a>" + "<b/>".repeat(99_999) + "</a>"))
                .isEqualTo(99_999.0);
        assertThatThrownBy(() -> value("C.Text.parseXml(xml)", "<a>" + "<b/>".repeat(100_001) + "</a>"))
                .hasMessage("the array would have more than 100000 elements");
    }
}
