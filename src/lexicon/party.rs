//! Keys of rows that say who takes part: the parties of a contract or judgment, those present at a meeting. Such rows stand
//! above the provisions, and again where the document is signed.

/// Who takes part, and what identifies them: above the provisions and in signatures.
const PARTIES: &[&str] = &[
    "甲方",
    "상고인",
    "被上訴人",
    "乙方",
    "丙方",
    "丁方",
    "法定代表人",
    "委托代理人",
    "负责人",
    "地址",
    "住所",
    "电话",
    "联系电话",
    "统一社会信用代码",
    "身份证号",
    "出租人",
    "承租人",
    "买方",
    "卖方",
    "发包人",
    "承包人",
    "委托方",
    "受托方",
    "委托人",
    "受托人",
    "贷款人",
    "借款人",
    "保证人",
    "用人单位",
    "劳动者",
    "买受人",
    "出卖人",
    "需方",
    "供方",
    "立約人",
    "立契約書人",
    "主持人",
    "记录人",
    "记录",
    "出席",
    "主席",
    "紀錄",
    "記錄",
    "列席",
    "请假",
    "缺席",
    "参加人员",
    "出席人员",
    "列席人员",
    "參加人員",
    "出席人員",
    "列席人員",
    "出租方",
    "承租方",
    "发包方",
    "承包方",
    "转让方",
    "受让方",
    "许可方",
    "被许可方",
    "供应商",
    "采购人",
    "采购方",
    "賣方",
    "買方",
    "立書人",
    "立约人",
    "業主",
    "承攬人",
    "定作人",
    "用人單位",
    "勞動者",
    "売主",
    "買主",
    "貸主",
    "借主",
    "賃貸人",
    "賃借人",
    "委託者",
    "受託者",
    "注文者",
    "請負者",
    "発注者",
    "受注者",
    "임대인",
    "임차인",
    "매도인",
    "매수인",
    "도급인",
    "수급인",
    "위탁자",
    "수탁자",
    "사용자",
    "근로자",
];

/// What stands above the provisions only: litigants, when and where a meeting was held.
const HEAD: &[&str] = &[
    "原告",
    "被告",
    "第三人",
    "上诉人",
    "被上诉人",
    "申请人",
    "被申请人",
    "再审申请人",
    "申请执行人",
    "被执行人",
    "委托诉讼代理人",
    "诉讼代理人",
    "住所地",
    "公诉机关",
    "被告人",
    "辩护人",
    "上訴人",
    "聲請人",
    "相對人",
    "時間",
    "时间",
    "地点",
    "地點",
    "主持",
    "日時",
    "場所",
    "出席者",
    "議事録作成者",
    "会议时间",
    "会议地点",
    "会議地點",
    "會議時間",
    "會議地點",
    "甲",
    "乙",
    "원고",
    "피고",
    "갑",
    "을",
    "일시",
    "장소",
    "참석자",
];

/// What stands in signatures only.
const SIGNATURE: &[&str] = &[
    "授权代表",
    "负责人签字",
    "日期",
    "签订日期",
    "签约日期",
    "签署日期",
    "签订地点",
    "签约地点",
    "签署地点",
    "传真",
    "邮编",
    "邮政编码",
    "开户银行",
    "开户行",
    "账号",
    "银行账号",
    "税号",
    "联系人",
    "法定代理人",
    "統一編號",
    "負責人",
    "電話",
    "住址",
    "身分證字號",
    "签字",
    "签名",
    "盖章",
    "签章",
    "年月日",
    "法人代表",
    "出席人员签名",
    "与会人员签名",
    "签字日期",
    "见证人",
    "见证方",
    "见证律师",
];

/// The word of a key: 甲方 in 甲方（盖章）.
fn word(key: &str) -> &str {
    key.split(['（', '(']).next().unwrap_or(key)
}

/// Whether a key is that of a row above the provisions.
pub fn heads(key: &str) -> bool {
    let word = word(key);
    PARTIES.contains(&word) || HEAD.contains(&word)
}

/// Whether a key is that of a row of a signature.
pub fn signs(key: &str) -> bool {
    let word = word(key);
    PARTIES.contains(&word) || SIGNATURE.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_stand_at_both_ends_and_litigants_at_one() {
        assert!(heads("甲方（以下简称买方）") && signs("甲方（盖章）"));
        assert!(heads("原告") && !signs("原告") && signs("开户银行") && !heads("开户银行"));
    }
}
