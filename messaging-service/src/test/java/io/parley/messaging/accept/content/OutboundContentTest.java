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
            REACTION|{"messageId":"m","emoji":"👍👍"}|content.emoji
            REACTION|{"messageId":"m","emoji":"x"}|content.emoji
            REACTION|{"messageId":"m","emoji":"7"}|content.emoji
            LOCATION|{"latitude":0,"longitude":181}|content.longitude
            LOCATION|{"latitude":0,"longitude":0,"name":"#1001"}|content.name
            VIDEO|{"mediaUrl":"https://x.io/a.mp4","voice":true}|content.voice
            DOCUMENT|{"mediaUrl":"https://x.io/a.pdf","filename":"#241"}|content.filename
            CONTACTS|{"contacts":[{}]}|content.contacts[0].name
            CONTACTS|{"contacts":[{"name":{"first_name":"Bo"}}]}|content.contacts[0].name.formatted_name
            CONTACTS|{"contacts":[{"name":{"formatted_name":"Bo","first_name":"Bo","nick":"B"}}]}|content.contacts[0].name.nick
            CONTACTS|{"contacts":[{"name":{"formatted_name":"Bo","first_name":"Bo"},"org":{"ceo":"Bo"}}]}|content.contacts[0].org.ceo
            INTERACTIVE|{"interactive":{"type":"button","header":{"type":"image","image":{"id":"1","link":"https://x.io"}},"body":{"text":"x"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}}|content.interactive.header.image.id
            INTERACTIVE|{"interactive":{"type":"button","header":{"type":"image","image":{"link":"https://x.io","filename":"a"}},"body":{"text":"x"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}}|content.interactive.header.image.filename
            INTERACTIVE|{"interactive":{"type":"list","body":{"text":"#4097"},"action":{"button":"b","sections":[{"rows":[{"id":"1","title":"t"}]}]}}}|content.interactive.body.text
            INTERACTIVE|{"interactive":{"type":"flow","body":{"text":"x"},"action":{"name":"flow","parameters":{"flow_message_version":"2","flow_cta":"Book","flow_id":"1"}}}}|content.interactive.action.parameters.flow_message_version
            INTERACTIVE|{"interactive":{"type":"flow","body":{"text":"x"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_cta":"Book","flow_id":"1","mode":"live"}}}}|content.interactive.action.parameters.mode
            INTERACTIVE|{"interactive":{"type":"flow","body":{"text":"x"},"action":{"name":"flow","parameters":{"flow_message_version":"3","flow_cta":"Book","flow_id":"1","flow_action_payload":{}}}}}|content.interactive.action.parameters.flow_action_payload.screen
            INTERACTIVE|{"interactive":{"type":"call_permission_request","action":{"name":"call_permission_request"}}}|content.interactive.body
            INTERACTIVE|{"interactive":{"type":"contact_request","body":{"text":"x"},"action":{"name":"send_location"}}}|content.interactive.action.name
            INTERACTIVE|{"interactive":{"type":"catalog_message","header":{"type":"text","text":"h"},"body":{"text":"x"},"action":{"name":"catalog_message"}}}|content.interactive.header
            INTERACTIVE|{"interactive":{"type":"carousel","body":{"text":"x"},"action":{"cards":[{"card_index":0,"type":"cta_url","header":{"type":"image","image":{"link":"https://x.io/1"}},"action":{"name":"cta_url","parameters":{"display_text":"Go","url":"https://x.io"}}},{"card_index":1,"type":"cta_url","header":{"type":"video","video":{"link":"https://x.io/1"}},"action":{"name":"cta_url","parameters":{"display_text":"Go","url":"https://x.io"}}}]}}}|content.interactive.action.cards
            INTERACTIVE|{"interactive":{"type":"carousel","body":{"text":"x"},"action":{"cards":[{"card_index":0,"type":"product","action":{"catalog_id":"1"}},{"card_index":1,"type":"product","action":{"catalog_id":"1","product_retailer_id":"2"}}]}}}|content.interactive.action.cards[0].action.product_retailer_id
            TEMPLATE|{"name":"order_ok","language":"en","variables":{"header":{"image":{}},"body":{"1":"a"}}}|content.variables.header.image.link
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            TEXT|{"text":"#4096","previewUrl":false}
            IMAGE|{"mediaUrl":"https://x.io/a.png","caption":"#1024"}
            DOCUMENT|{"mediaUrl":"https://x.io/a.pdf","filename":"#240","caption":"c"}
            LOCATION|{"latitude":-90,"longitude":180}
            CONTACTS|{"contacts":[{"name":{"formatted_name":"Bo Li","last_name":"Li"},"phones":[{"phone":"+447700900456","wa_id":"447700900456"}],"emails":[{"email":"b@x.io","type":"Work"}],"org":{"company":"X"},"urls":[{"url":"https://x.io"}],"addresses":[{"city":"London","country_code":"GB"}],"birthday":"1990-01-31"}]}
            REACTION|{"messageId":"m","emoji":"👍🏽"}
            REACTION|{"messageId":"m","emoji":"❤️"}
            REACTION|{"messageId":"m","emoji":"👩‍👩‍👧‍👦"}
            REACTION|{"messageId":"m","emoji":"🇬🇧"}
            REACTION|{"messageId":"m","emoji":"7️⃣"}
            REACTION|{"messageId":"m","emoji":""}
            REACTION|{"messageId":"m"}
            INTERACTIVE|{"interactive":{"type":"cta_url","body":{"text":"x"},"action":{"name":"cta_url","parameters":{"display_text":"Open","url":"http://x.io"}}}}
            INTERACTIVE|{"interactive":{"type":"carousel","body":{"text":"x"},"action":{"cards":[{"card_index":0,"type":"product","action":{"catalog_id":"1","product_retailer_id":"1"}},{"card_index":1,"type":"product","action":{"catalog_id":"1","product_retailer_id":"2"}}]}}}
            INTERACTIVE|{"interactive":{"type":"carousel","body":{"text":"x"},"action":{"cards":[{"card_index":0,"type":"cta_url","header":{"type":"image","image":{"id":"1"}},"action":{"buttons":[{"type":"quick_reply","quick_reply":{"id":"1","title":"A"}}]}},{"card_index":1,"type":"cta_url","header":{"type":"image","image":{"id":"2"}},"action":{"buttons":[{"type":"quick_reply","quick_reply":{"id":"2","title":"A"}}]}}]}}}
            TEMPLATE|{"name":"order_ok","language":"en","variables":{"header":{"image":{"link":"https://x.io/a.png"}},"body":{"1":"a"},"buttons":{"0":"x"}}}
            TEMPLATE|{"name":"order_ok","language":"en","variables":{"location":"Berlin"}}
            TEMPLATE|{"name":"order_ok","language":"en","components":[{"type":"body","parameters":[{"type":"text","text":"x"}]}]}
            """)
    void takesWhatWhatsAppTakes(MessageType type, String content) {
        assertThat(OutboundContent.read(type, map(content))).isNotEmpty();
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
