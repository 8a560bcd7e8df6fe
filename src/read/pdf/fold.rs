//! Characters that stand for others because a font shows both with one glyph: radicals, compatibility ideographs, marks
//! turned for vertical lines, ligatures. A file that names them meant the ordinary ones.

/// Kangxi radicals, from U+2F00 (their compatibility mappings in Unicode).
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工\
    己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉\
    瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行\
    衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯\
    鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// CJK radicals, from U+2E80 (`EquivalentUnifiedIdeograph`; those without one stand for themselves).
const RADICALS: &str = "\
    ⺀厂⺂乚⺄亻冂⺇刀刂⺊㔾⺌⺍兀尣⺐⺑巳幺彑⺕忄㣺扌攵⺚旡⺜月⺞母民氵氺灬爫⺥丬⺧犭王⺪罒示礻⺮糹\
    纟罓罒⺳⺴⺵羊⺷⺸耂⺺聿肉臼艹艹艹虎衤覀西见角⻇讠贝⻊车辶辶辶阝钅長镸长门⻕阝雨青韦页风飞食⻞飠\
    饣⻡马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// Compatibility ideographs, from U+F900 (their canonical mappings).
const COMPATIBILITY: &str = "\
    豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞\
    擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧\
    怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐\
    戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂\
    燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘\
    藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀﨎﨏塚﨑晴﨓﨔凞猪益礼神祥福靖精羽﨟\
    蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐\
    祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸難響頻恵𤋮舘﩮﩯並况全侀充冀勇勺喝啕喙嗢塚墳奄奔\
    婢嬨廒廙彩徭惘慎愈憎慠懲戴揄搜摒敖晴朗望杖歹殺流滛滋漢瀞煮瞧爵犯猪瑱甆画瘝瘟益盛直睊着磌窱節类絛\
    練缾者荒華蝹襁覆視調諸請謁諾諭謹變贈輸遲醙鉶陼難靖韛響頋頻鬒龜𢡊𢡄𣏕㮝䀘䀹𥉉𥳐𧻓齃龎";

/// Compatibility ideographs of the supplement, from U+2F800 (their canonical mappings).
const SUPPLEMENT: &str = "\
    丽丸乁𠄢你侮侻倂偺備僧像㒞𠘺免兔兤具𠔜㒹內再𠕋冗冤仌冬况𩇟凵刃㓟刻剆割剷㔕勇勉勤勺包匆北卉卑博即\
    卽卿卿卿𠨬灰及叟𠭣叫叱吆咞吸呈周咢哶唐啓啣善善喙喫喳嗂圖嘆圗噑噴切壮城埴堍型堲報墬𡓤売壷夆多夢奢\
    𡚨𡛪姬娛娧姘婦㛮㛼嬈嬾嬾𡧈寃寘寧寳𡬘寿将当尢㞁屠屮峀岍𡷤嵃𡷦嵮嵫嵼巡巢㠯巽帨帽幩㡢𢆃㡼庰庳庶廊𪎒\
    廾𢌱𢌱舁弢弢㣇𣊸𦇚形彫㣣徚忍志忹悁㤺㤜悔𢛔惇慈慌慎慌慺憎憲憤憯懞懲懶成戛扝抱拔捐𢬌挽拼捨掃揤𢯱搢\
    揅掩㨮摩摾撝摷㩬敏敬𣀊旣書晉㬙暑㬈㫤冒冕最暜肭䏙朗望朡杞杓𣏃㭉柺枅桒梅𣑭梎栟椔㮝楂榣槪檨𣚣櫛㰘次\
    𣢧歔㱎歲殟殺殻𣪍𡴋𣫺汎𣲼沿泍汧洖派海流浩浸涅𣴞洴港湮㴳滋滇𣻑淹潮𣽞𣾎濆瀹瀞瀛㶖灊災灷炭𠔥煅𤉣熜𤎫\
    爨爵牐𤘈犀犕𤜵𤠔獺王㺬玥㺸㺸瑇瑜瑱璅瓊㼛甤𤰶甾𤲒異𢆟瘐𤾡𤾸𥁄㿼䀈直𥃳𥃲𥄙𥄳眞真真睊䀹瞋䁆䂖𥐝硎碌\
    磌䃣𥘦祖𥚚𥛅福秫䄯穀穊穏𥥼𥪧𥪧竮䈂𥮫篆築䈧𥲀糒䊠糨糣紀𥾆絣䌁緇縂繅䌴𦈨𦉇䍙𦋙罺𦌾羕翺者𦓚𦔣聠𦖨聰\
    𣍟䏕育脃䐋脾媵𦞧𦞵𣎓𣎜舁舄辞䑫芑芋芝劳花芳芽苦𦬼若茝荣莭茣莽菧著荓菊菌菜𦰶𦵫𦳕䔫蓱蓳蔖𧏊蕤𦼬䕝䕡\
    𦾱𧃒䕫虐虜虧虩蚩蚈蜎蛢蝹蜨蝫螆䗗蟡蠁䗹衠衣𧙧裗裞䘵裺㒻𧢮𧥦䚾䛇誠諭變豕𧲨貫賁贛起𧼯𠠄跋趼跰𠣞軔輸\
    𨗒𨗭邔郱鄑𨜮鄛鈸鋗鋘鉼鏹鐕𨯺開䦕閷𨵷䧦雃嶲霣𩅅𩈚䩮䩶韠𩐊䪲𩒖頋頋頩𩖶飢䬳餩馧駂駾䯎𩬰鬒鱀鳽䳎䳭鵧\
    𪃎䳸𪄅𪈎𪊑麻䵖黹黾鼅鼏鼖鼻𪘀";

/// Marks of vertical lines, from U+FE10.
const VERTICAL: &str = "，、。：；！？〖〗…";
/// Marks of vertical lines, from U+FE30.
const VERTICAL_FORMS: &str = "‥—–__（）｛｝〔〕【】《》〈〉「」『』";
/// Latin ligatures, from U+FB00.
const LIGATURES: &[&str] = &["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

/// The tables by their first characters.
const TABLES: &[(u32, &str)] = &[
    (0x2e80, RADICALS),
    (0x2f00, KANGXI),
    (0xf900, COMPATIBILITY),
    (0xfe10, VERTICAL),
    (0xfe30, VERTICAL_FORMS),
    (0x2f800, SUPPLEMENT),
];

/// The ordinary character that one stands for; `None` for one that is ordinary.
pub fn folded(c: char) -> Option<char> {
    let code = u32::from(c);
    if code < 0x2e80 || (0x3000..0xf900).contains(&code) {
        return None;
    }
    let (first, table) = TABLES.iter().rev().find(|(first, _)| *first <= code)?;
    table.chars().nth((code - first) as usize).filter(|to| *to != c)
}

/// The letters of a ligature.
pub fn letters(c: char) -> Option<&'static str> {
    LIGATURES.get(u32::from(c).checked_sub(0xfb00)? as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_reaches_its_end() {
        let pairs = [
            ('⼀', '一'),
            ('⿕', '龠'),
            ('⻓', '长'),
            ('⻳', '龟'),
            ('\u{f900}', '豈'),
            ('\u{fad9}', '龎'),
            ('︵', '（'),
            ('︒', '。'),
            ('\u{2fa1d}', '𪘀'),
        ];
        for (from, to) in pairs {
            assert_eq!(folded(from), Some(to), "{from}");
        }
        assert!("一，﨎⺀aﬁ".chars().all(|c| folded(c).is_none()));
        assert_eq!((letters('ﬁ'), letters('ﬄ'), letters('f')), (Some("fi"), Some("ffl"), None));
    }
}
