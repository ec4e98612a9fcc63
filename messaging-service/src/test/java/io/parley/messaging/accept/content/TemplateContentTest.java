package io.parley.messaging.accept.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.contract.TemplateChanged.ParameterFormat;
import io.parley.kit.json.Json;
import io.parley.kit.web.FieldProblem;
import io.parley.kit.web.ProblemException;
import io.parley.messaging.template.Template;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;

/** What fills a template, each template by its components, and each filling by the field that is wrong with it. */
class TemplateContentTest {

    static final String PLAIN = "{'type':'BODY','text':'Hi {{1}}, your code {{2}} is ready.'}";
    static final String NAMED = "{'type':'BODY','text':'Hi {{first_name}}, order {{order_no}} is ready.'}";
    static final String TITLED = "{'type':'HEADER','format':'TEXT','text':'Order {{1}}'}," + PLAIN;
    static final String PICTURED = "{'type':'HEADER','format':'IMAGE'}," + PLAIN;
    static final String PLACED = "{'type':'HEADER','format':'LOCATION'},{'type':'BODY','text':'Here we are.'}";
    static final String BUTTONED = "{'type':'BODY','text':'Look.'},{'type':'BUTTONS','buttons':["
            + "{'type':'QUICK_REPLY','text':'Stop'},{'type':'URL','text':'Track','url':'https://x.io/t/{{1}}'},"
            + "{'type':'URL','text':'Home','url':'https://x.io'},{'type':'COPY_CODE','example':'SAVE10'}]}";
    static final String OTP =
            "{'type':'BODY','add_security_recommendation':true},{'type':'FOOTER','code_expiration_minutes':5},"
                    + "{'type':'BUTTONS','buttons':[{'type':'OTP','otp_type':'COPY_CODE','text':'Copy code'}]}";
    static final String CARDS = "{'type':'BODY','text':'Offers for {{1}} now.'},{'type':'CAROUSEL','cards':["
            + "{'components':[{'type':'HEADER','format':'IMAGE'},{'type':'BODY','text':'Card {{1}} of two'}]},"
            + "{'components':[{'type':'HEADER','format':'IMAGE'},{'type':'BODY','text':'Card two'}]}]}";
    static final String OFFER = "{'type':'BODY','text':'Now.'},{'type':'LIMITED_TIME_OFFER','limited_time_offer':"
            + "{'text':'Ends soon','has_expiration':true}}";

    /** {@code #n} stands for a text of n characters. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PLAIN|'variables':{'1':'a','2':'b'}|[{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]
            PLAIN|'variables':{'2':'b','1':'a'}|[{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]
            PLAIN|'variables':{'body':{'1':'a','2':'b'}}|[{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]
            NAMED|'variables':{'order_no':'1','first_name':'Ada'}|[{'type':'body','parameters':[{'type':'text','parameter_name':'first_name','text':'Ada'},{'type':'text','parameter_name':'order_no','text':'1'}]}]
            TITLED|'variables':{'header':{'1':'A-1'},'body':{'1':'a','2':'b'}}|[{'type':'header','parameters':[{'type':'text','text':'A-1'}]},{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]
            PICTURED|'variables':{'header':{'image':{'id':'111'}},'body':{'1':'a','2':'b'}}|[{'type':'header','parameters':[{'type':'image','image':{'id':'111'}}]},{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]
            PICTURED|'variables':{'header':{'image':{'mediaId':'0e5c3b1a-7d51-4b6e-9c3f-0a1b2c3d4e5f'}},'body':{'1':'a','2':'b'}}|[{'type':'header','parameters':[{'type':'image','image':{'mediaId':'0e5c3b1a-7d51-4b6e-9c3f-0a1b2c3d4e5f'}}]},{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]
            PLACED|'variables':{'header':{'location':{'latitude':1,'longitude':2,'name':'HQ'}}}|[{'type':'header','parameters':[{'type':'location','location':{'latitude':1,'longitude':2,'name':'HQ'}}]}]
            BUTTONED|'variables':{'buttons':{'1':'A-1','3':'SAVE10'}}|[{'type':'button','sub_type':'url','index':'1','parameters':[{'type':'text','text':'A-1'}]},{'type':'button','sub_type':'copy_code','index':'3','parameters':[{'type':'coupon_code','coupon_code':'SAVE10'}]}]
            OTP|'variables':{'1':'4711'}|[{'type':'body','parameters':[{'type':'text','text':'4711'}]},{'type':'button','sub_type':'url','index':'0','parameters':[{'type':'text','text':'4711'}]}]
            OFFER|'components':[{'type':'limited_time_offer','parameters':[{'type':'limited_time_offer','limited_time_offer':{'expiration_time_ms':1767225600000}}]}]|[{'type':'limited_time_offer','parameters':[{'type':'limited_time_offer','limited_time_offer':{'expiration_time_ms':1767225600000}}]}]
            PLAIN|'components':[{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'currency','currency':{'fallback_value':'9','code':'GBP','amount_1000':9000}}]}]|[{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'currency','currency':{'fallback_value':'9','code':'GBP','amount_1000':9000}}]}]
            """)
    void makesWhatMetaWants(String template, String filling, String components) {
        assertThat(OutboundContent.read(named(template), content(filling)))
                .isEqualTo(Map.of(
                        "name",
                        "t",
                        "language",
                        "en",
                        "components",
                        json(components, new TypeReference<List<Object>>() {})));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PLAIN|'variables':{'1':'a'}|content.variables.2
            PLAIN|'variables':{}|content.variables.1
            PLAIN|'name':'t'|content.variables.1
            PLAIN|'variables':{'1':'a','2':'b','3':'c'}|content.variables.3
            PLAIN|'variables':{'1':'a','2':'b','name':'c'}|content.variables.name
            PLAIN|'variables':{'body':{'1':'a'}}|content.variables.body.2
            PLAIN|'variables':{'1':'a','2':' '}|content.variables.2
            PLAIN|'variables':{'1':'a\\tb','2':'b'}|content.variables.1
            PLAIN|'variables':{'1':'a','2':['b']}|content.variables.2
            PLAIN|'variables':{'1':'#32760','2':'b'}|content.variables.1
            PLAIN|'variables':[]|content.variables
            PLAIN|'variables':{'header':{'1':'x'},'body':{'1':'a','2':'b'}}|content.variables.header.1
            PLAIN|'variables':{'buttons':{'0':'x'},'body':{'1':'a','2':'b'}}|content.variables.buttons.0
            NAMED|'variables':{'1':'Ada','2':'1'}|content.variables.first_name
            NAMED|'variables':{'1':'Ada','2':'1'}|content.variables.1
            NAMED|'variables':{'body':{'first_name':'Ada'}}|content.variables.body.order_no
            TITLED|'variables':{'1':'a','2':'b'}|content.variables.header.1
            TITLED|'variables':{'header':{'1':'#60'},'body':{'1':'a','2':'b'}}|content.variables.header.1
            TITLED|'variables':{'header':{'1':'x'},'body':{'1':'#1000','2':'b'}}|content.variables.body.1
            PICTURED|'variables':{'1':'a','2':'b'}|content.variables.header.image
            PICTURED|'variables':{'header':{'video':{'link':'https://x.io/a.mp4'}},'body':{'1':'a','2':'b'}}|content.variables.header.video
            PICTURED|'variables':{'header':{'image':{'link':'http://x.io/a.png'}},'body':{'1':'a','2':'b'}}|content.variables.header.image.link
            PICTURED|'variables':{'header':{'image':{}},'body':{'1':'a','2':'b'}}|content.variables.header.image.link
            PICTURED|'variables':{'header':{'image':{'id':'1','link':'https://x.io'}},'body':{'1':'a','2':'b'}}|content.variables.header.image.id
            PICTURED|'variables':{'header':{'image':{'id':'1','filename':'x'}},'body':{'1':'a','2':'b'}}|content.variables.header.image.filename
            PICTURED|'variables':{'header':{'image':{'mediaId':'17'}},'body':{'1':'a','2':'b'}}|content.variables.header.image.mediaId
            PICTURED|'components':[{'type':'header','parameters':[{'type':'image','image':{'mediaId':'0e5c3b1a-7d51-4b6e-9c3f-0a1b2c3d4e5f','link':'https://x.io/a.png'}}]}]|content.components[0].parameters[0].image.link
            PLACED|'variables':{'header':{'location':{'latitude':91,'longitude':2}}}|content.variables.header.location.latitude
            BUTTONED|'variables':{'buttons':{'1':'A-1'}}|content.variables.buttons.3
            BUTTONED|'variables':{'buttons':{'3':'SAVE'}}|content.variables.buttons.1
            BUTTONED|'variables':{'buttons':{'1':'a','2':'b','3':'SAVE'}}|content.variables.buttons.2
            BUTTONED|'variables':{'buttons':{'1':'#1990','3':'SAVE'}}|content.variables.buttons.1
            BUTTONED|'variables':{'buttons':{'1':'a','3':'#21'}}|content.variables.buttons.3
            BUTTONED|'variables':{'buttons':{'0':'#257','1':'a','3':'SAVE'}}|content.variables.buttons.0
            CARDS|'variables':{'1':'Ada'}|content.components
            OFFER|'variables':{}|content.components
            PLAIN|'components':[]|content.components
            PLAIN|'components':[{'type':'body','parameters':[{'type':'text','text':'a'}]}]|content.components[0].parameters
            PLAIN|'components':[{'type':'body','parameters':[{'type':'text','parameter_name':'x','text':'a'},{'type':'text','text':'b'}]}]|content.components[0].parameters[0].parameter_name
            PLAIN|'components':[{'type':'body','parameters':[{'type':'image','image':{}},{'type':'text','text':'b'}]}]|content.components[0].parameters[0].type
            PLAIN|'components':[{'type':'body','parameters':[]},{'type':'body','parameters':[]}]|content.components[1].type
            PLAIN|'components':[{'type':'header','parameters':[{'type':'text','text':'a'}]}]|content.components[0].parameters
            NAMED|'components':[{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]|content.components[0].parameters[0].parameter_name
            PICTURED|'components':[{'type':'body','parameters':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]|content.components
            PICTURED|'components':[{'type':'header','parameters':[{'type':'video','video':{'id':'1'}}]}]|content.components[0].parameters[0].type
            BUTTONED|'components':[{'type':'button','sub_type':'url','index':'3','parameters':[{'type':'text','text':'a'}]}]|content.components[0].sub_type
            BUTTONED|'components':[{'type':'button','sub_type':'url','index':2,'parameters':[{'type':'text','text':'a'}]}]|content.components[0].index
            BUTTONED|'components':[{'type':'button','sub_type':'url','index':1,'parameters':[]}]|content.components[0].parameters
            CARDS|'components':[{'type':'body','parameters':[{'type':'text','text':'a'}]},{'type':'carousel','cards':[{'card_index':0,'components':[]}]}]|content.components[1].cards
            CARDS|'components':[{'type':'body','parameters':[{'type':'text','text':'a'}]},{'type':'carousel','cards':[{'card_index':0,'components':[]},{'card_index':1,'components':[{'type':'header','parameters':[{'type':'image','image':{'id':'1'}}]}]}]}]|content.components[1].cards[0].components
            CARDS|'components':[{'type':'carousel','cards':[{'card_index':0,'components':[{'type':'header','parameters':[{'type':'image','image':{'mediaId':'0e5c3b1a-7d51-4b6e-9c3f-0a1b2c3d4e5f'}}]}]},{'card_index':1,'components':[]}]}]|content.components[0].cards[0].components[0].parameters[0].image.mediaId
            OFFER|'components':[]|content.components
            """)
    void namesTheVariableThatIsWronglyFilled(String template, String filling, String field) {
        var problem = catchThrowableOfType(
                ProblemException.class, () -> OutboundContent.read(named(template), content(filling)));

        assertThat(problem).as(filling).isNotNull();
        assertThat(problem.problems()).extracting(FieldProblem::field).contains(field);
    }

    @Test
    void letsABodyAloneBeLongerThanOneAmongOthers() {
        var alone = OutboundContent.read(named("PLAIN"), content("'variables':{'1':'#20000','2':'b'}"));

        assertThat(alone).containsKey("components");
    }

    @Test
    void leavesOutWhatHasNothingToFill() {
        var fixed = template("{'type':'HEADER','format':'TEXT','text':'Hi'},{'type':'BODY','text':'Spring is here.'}");

        assertThat(OutboundContent.read(fixed, content("'variables':{}")))
                .isEqualTo(Map.of("name", "t", "language", "en"));
        assertThat(OutboundContent.read(fixed, content("'name':'t'"))).isEqualTo(Map.of("name", "t", "language", "en"));
    }

    @Test
    void takesVariablesCalledLikePlacesForWhatTheyAre() {
        var template = template("{'type':'BODY','text':'A {{header}} and {{body}} here.'}");

        assertThat(OutboundContent.read(template, content("'variables':{'header':'a','body':'b'}")))
                .containsEntry("components", json("""
                                [{'type':'body','parameters':[{'type':'text','parameter_name':'header','text':'a'},
                                {'type':'text','parameter_name':'body','text':'b'}]}]""", new TypeReference<List<Object>>() {}));
    }

    private static Template named(String name) {
        return template(
                switch (name) {
                    case "PLAIN" -> PLAIN;
                    case "NAMED" -> NAMED;
                    case "TITLED" -> TITLED;
                    case "PICTURED" -> PICTURED;
                    case "PLACED" -> PLACED;
                    case "BUTTONED" -> BUTTONED;
                    case "OTP" -> OTP;
                    case "CARDS" -> CARDS;
                    default -> OFFER;
                });
    }

    private static Template template(String components) {
        return new Template(
                "t",
                "en",
                components.equals(OTP) ? "AUTHENTICATION" : "UTILITY",
                "APPROVED",
                ParameterFormat.POSITIONAL,
                json("[" + components + "]", new TypeReference<>() {}),
                null);
    }

    private static Map<String, Object> content(String filling) {
        var name = filling.startsWith("'name'") ? "" : "'name':'t',";
        return json("{" + name + "'language':'en'," + filling + "}", new TypeReference<>() {});
    }

    private static <T> T json(String text, TypeReference<T> type) {
        var written = Pattern.compile("#(\\d+)")
                .matcher(text.replace('\'', '"'))
                .replaceAll(length -> "x".repeat(Integer.parseInt(length.group(1))));
        return Json.events().readValue(written, type);
    }
}
