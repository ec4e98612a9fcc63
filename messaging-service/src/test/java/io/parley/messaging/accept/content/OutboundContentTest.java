package io.parley.messaging.accept.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.contract.MessageType;
import io.parley.kit.json.Json;
import io.parley.kit.web.FieldProblem;
import io.parley.kit.web.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of the Cloud API reference, "Messages", each by the text that goes just beyond it. */
class OutboundContentTest {

    /** {@code #n} stands for a text of n characters. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TEXT|{"text":"#4097"}|content.text
            TEXT|{"text":" "}|content.text
            TEXT|{"text":"x","previewUrl":"yes"}|content.previewUrl
            IMAGE|{"mediaUrl":"http://x.io/a.png"}|content.mediaUrl
            IMAGE|{"mediaUrl":"https:///a.png"}|content.mediaUrl
            IMAGE|{"mediaUrl":"https://x.io/a.png","caption":"#1025"}|content.caption
            AUDIO|{"mediaUrl":"https://x.io/a.ogg","caption":"x"}|content.caption
            AUDIO|{"mediaUrl":"https://x.io/a.ogg","voice":1}|content.voice
            STICKER|{"mediaUrl":"https://x.io/a.webp","caption":"x"}|content.caption
            IMAGE|{"mediaUrl":"https://x.io/a.png","filename":"a.png"}|content.filename
            LOCATION|{"latitude":90.1,"longitude":0}|content.latitude
            LOCATION|{"latitude":0,"longitude":"0"}|content.longitude
            LOCATION|{"latitude":0}|content.longitude
            REACTION|{"emoji":"x"}|content.messageId
            CONTACTS|{"contacts":[]}|content.contacts
            CONTACTS|{"contacts":[{"name":{"formatted_name":"Bo"}}]}|content.contacts[0].name.first_name
            CONTACTS|{"contacts":[{"name":{"formatted_name":"Bo","first_name":"Bo"},"phones":[{"type":"Mobile"}]}]}|content.contacts[0].phones[0].phone
            CONTACTS|{"contacts":[{"name":{"formatted_name":"Bo","first_name":"Bo"},"birthday":"31 Jan"}]}|content.contacts[0].birthday
            CONTACTS|{"contacts":[{"name":{"formatted_name":"Bo","first_name":"Bo"},"fax":"1"}]}|content.contacts[0].fax
            INTERACTIVE|{}|content.interactive
            INTERACTIVE|{"interactive":{"type":"poll"}}|content.interactive.type
            INTERACTIVE|{"interactive":{"type":"button","body":{"text":"#1025"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}}|content.interactive.body.text
            INTERACTIVE|{"interactive":{"type":"button","body":{"text":"x"},"footer":{"text":"#61"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}}|content.interactive.footer.text
            INTERACTIVE|{"interactive":{"type":"button","header":{"type":"text","text":"#61"},"body":{"text":"x"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}}|content.interactive.header.text
            INTERACTIVE|{"interactive":{"type":"button","body":{"text":"x"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"#21"}}]}}}|content.interactive.action.buttons[0].reply.title
            INTERACTIVE|{"interactive":{"type":"button","body":{"text":"x"},"action":{"buttons":[{"type":"reply","reply":{"id":"#257","title":"A"}}]}}}|content.interactive.action.buttons[0].reply.id
            INTERACTIVE|{"interactive":{"type":"button","body":{"text":"x"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}},{"type":"reply","reply":{"id":"b","title":"A"}}]}}}|content.interactive.action.buttons[1].reply.title
            INTERACTIVE|{"interactive":{"type":"button","body":{"text":"x"},"action":{"buttons":[]}}}|content.interactive.action.buttons
            INTERACTIVE|{"interactive":{"type":"list","header":{"type":"image","image":{"link":"https://x.io"}},"body":{"text":"x"},"action":{"button":"b","sections":[{"rows":[{"id":"1","title":"t"}]}]}}}|content.interactive.header.type
            INTERACTIVE|{"interactive":{"type":"list","body":{"text":"x"},"action":{"button":"#21","sections":[{"rows":[{"id":"1","title":"t"}]}]}}}|content.interactive.action.button
            INTERACTIVE|{"interactive":{"type":"list","body":{"text":"x"},"action":{"button":"b","sections":[{"rows":[{"id":"1","title":"#25"}]}]}}}|content.interactive.action.sections[0].rows[0].title
            INTERACTIVE|{"interactive":{"type":"list","body":{"text":"x"},"action":{"button":"b","sections":[{"rows":[{"id":"#201","title":"t"}]}]}}}|content.interactive.action.sections[0].rows[0].id
            INTERACTIVE|{"interactive":{"type":"list","body":{"text":"x"},"action":{"button":"b","sections":[{"rows":[{"id":"1","title":"t","description":"#73"}]}]}}}|content.interactive.action.sections[0].rows[0].description
            INTERACTIVE|{"interactive":{"type":"list","body":{"text":"x"},"action":{"button":"b","sections":[{"rows":[{"id":"1","title":"t"}]},{"title":"B","rows":[{"id":"2","title":"t"}]}]}}}|content.interactive.action.sections[0].title
            INTERACTIVE|{"interactive":{"type":"list","body":{"text":"x"},"action":{"button":"b","sections":[{"rows":[{"id":"1","title":"t"},{"id":"1","title":"u"}]}]}}}|content.interactive.action.sections[0].rows[1].id
            INTERACTIVE|{"interactive":{"type":"cta_url","body":{"text":"x"},"action":{"name":"cta_url","parameters":{"display_text":"Open","url":"ftp://x.io"}}}}|content.interactive.action.parameters.url
            INTERACTIVE|{"interactive":{"type":"flow","body":{"text":"x"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_cta":"Book"}}}}|content.interactive.action.parameters.flow_id
            INTERACTIVE|{"interactive":{"type":"location_request_message","header":{"type":"text","text":"h"},"body":{"text":"x"},"action":{"name":"send_location"}}}|content.interactive.header
            INTERACTIVE|{"interactive":{"type":"location_request_message","body":{"text":"x"},"action":{"name":"where"}}}|content.interactive.action.name
            INTERACTIVE|{"interactive":{"type":"product","action":{"catalog_id":"881"}}}|content.interactive.action.product_retailer_id
            INTERACTIVE|{"interactive":{"type":"product_list","body":{"text":"x"},"action":{"catalog_id":"881","sections":[{"title":"A","product_items":[{"product_retailer_id":"1"}]}]}}}|content.interactive.header
            INTERACTIVE|{"interactive":{"type":"carousel","body":{"text":"x"},"action":{"cards":[{"card_index":0,"type":"cta_url","header":{"type":"image","image":{"link":"https://x.io/1"}},"action":{"name":"cta_url","parameters":{"display_text":"Go","url":"https://x.io"}}}]}}}|content.interactive.action.cards
            TEMPLATE|{"name":"Order OK","language":"en"}|content.name
            TEMPLATE|{"name":"order_ok","language":"English"}|content.language
            TEMPLATE|{"name":"order_ok"}|content.language
            TEMPLATE|{"name":"order_ok","language":"en","components":[{"type":"trailer"}]}|content.components[0].type
            TEMPLATE|{"name":"order_ok","language":"en","variables":{"1":"a\\nb"}}|content.variables.1
            TEMPLATE|{"name":"order_ok","language":"en","variables":{"1":"a","3":"c"}}|content.variables.2
            TEMPLATE|{"name":"order_ok","language":"en","variables":{"1":"a","name":"c"}}|content.variables.1
            TEMPLATE|{"name":"order_ok","language":"en","variables":{"1":7}}|content.variables.1
            TEMPLATE|{"name":"order_ok","language":"en","variables":{"1":"a"},"components":[]}|content.variables
            """)
    void namesTheFieldThatIsBeyondALimit(MessageType type, String content, String field) {
        assertThat(problemsOf(type, content)).extracting(FieldProblem::field).contains(field);
    }

    @Test
    void countsTheRowsOfAllSectionsTogether() {
        var rows = "{\"id\":\"%d\",\"title\":\"t\"}";
        var one =
                java.util.stream.IntStream.range(0, 6).mapToObj(rows::formatted).toList();
        var two = java.util.stream.IntStream.range(6, 11)
                .mapToObj(rows::formatted)
                .toList();

        var problems = problemsOf(MessageType.INTERACTIVE, """
                {"interactive":{"type":"list","body":{"text":"x"},"action":{"button":"b","sections":[
                {"title":"A","rows":%s},{"title":"B","rows":%s}]}}}""".formatted(one, two));

        assertThat(problems)
                .containsExactly(
                        new FieldProblem("content.interactive.action.sections", "must have at most 10 rows in all"));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        var problems = problemsOf(MessageType.LOCATION, "{\"latitude\":91,\"colour\":\"red\"}");

        assertThat(problems)
                .extracting(FieldProblem::field)
                .containsExactlyInAnyOrder("content.latitude", "content.longitude", "content.colour");
    }

    @Test
    void takesWhatIsExactlyAtALimit() {
        assertThat(OutboundContent.read(MessageType.TEXT, map("{\"text\":\"#4096\"}")))
                .containsKey("text");
        assertThat(OutboundContent.read(MessageType.TEXT, Map.of("text", "👍".repeat(4096))))
                .containsKey("text");
    }

    @Test
    void makesTheBodyOfATemplateOfItsVariables() {
        assertThat(
                        OutboundContent.read(
                                MessageType.TEMPLATE,
                                map(
                                        "{\"name\":\"order_ok\",\"language\":\"en_GB\",\"variables\":{\"2\":\"X1\",\"1\":\"Ada\"}}")))
                .isEqualTo(map("""
                        {"name":"order_ok","language":"en_GB","components":[{"type":"body","parameters":[
                        {"type":"text","text":"Ada"},{"type":"text","text":"X1"}]}]}"""));
        assertThat(OutboundContent.read(
                        MessageType.TEMPLATE,
                        map("{\"name\":\"order_ok\",\"language\":\"en_GB\",\"variables\":{\"first_name\":\"Ada\"}}")))
                .isEqualTo(map("""
                        {"name":"order_ok","language":"en_GB","components":[{"type":"body","parameters":[
                        {"type":"text","parameter_name":"first_name","text":"Ada"}]}]}"""));
    }

    private static List<FieldProblem> problemsOf(MessageType type, String content) {
        var problem = catchThrowableOfType(ProblemException.class, () -> OutboundContent.read(type, map(content)));
        assertThat(problem).as(content).isNotNull();
        return problem.problems();
    }

    private static Map<String, Object> map(String json) {
        var written = java.util.regex.Pattern.compile("#(\\d+)")
                .matcher(json)
                .replaceAll(length -> "x".repeat(Integer.parseInt(length.group(1))));
        return Json.events().readValue(written, Json.OBJECT);
    }
}
