"""Three questionnaires and a library to begin with (Q-01, Q-02, Q-12, Q-15, Q-16); everybody adds their own."""

from django.db import migrations

from brm.core import clock

CONTENT = ("very dissatisfied", "非常不满意", "very satisfied", "非常满意")
AGREE = ("not at all", "完全不同意", "fully", "完全同意")
FACTORS = (
    ("quality", "It does what we need, reliably, fast and safely", "功能、可靠性、性能与安全满足需要"),
    ("risk", "It meets the rules we are bound by and the risk we can bear", "符合监管要求，风险在可承受范围内"),
    ("price", "It is worth its price", "物有所值"),
    ("design", "It is pleasant to use and saves time", "体验良好，使用省时"),
    ("compatibility", "It fits the systems, channels and devices we use", "与现有系统、渠道和设备兼容"),
    ("information", "Prices and usage are open to us, and we can check them", "价格与用量信息透明，可以核对"),
    ("control", "We stay in control of what we use and what we pay", "对使用量与费用可自主掌控"),
    ("social", "It is provided responsibly: environment, people, fair trade", "履行社会责任：环境、人员、公平交易"),
)
LIBRARY = (
    ("does_what_we_need", "quality", "The service does what we need.", "该服务满足我们的功能需要。"),
    ("is_there_when_needed", "quality", "The service is there when we need it.", "需要时服务始终可用。"),
    ("is_fast_enough", "quality", "The service is fast enough, at busy hours too.", "即使在繁忙时段，服务也足够快。"),
    ("keeps_data_safe", "quality", "Our data is safe with it.", "我们的数据是安全的。"),
    ("meets_our_rules", "risk", "The service meets the rules we are bound by.", "服务符合我们须遵守的法规。"),
    ("risk_we_can_bear", "risk", "The risk that comes with it is one we can bear.", "其风险在我们可承受的范围内。"),
    ("worth_its_price", "price", "The service is worth its price.", "服务物有所值。"),
    ("fair_beside_others", "price", "Its price is fair beside what others offer.", "与其他选择相比，价格公道。"),
    ("pleasant_to_use", "design", "The service is pleasant to use.", "服务使用体验良好。"),
    ("saves_us_time", "design", "It makes a slow task of ours quick.", "它让我们费时的流程变得快捷。"),
    ("fits_our_systems", "compatibility", "It fits the systems we already have.", "与我们现有的系统兼容。"),
    ("works_on_our_devices", "compatibility", "It works on the devices and channels we use.", "在我们使用的设备和渠道上都可用。"),
    ("prices_are_open", "information", "Prices and usage are easy to find.", "价格与用量信息容易获得。"),
    ("figures_can_be_checked", "information", "We can check that the figures are right.", "我们能够核对数据是否准确。"),
    ("we_control_usage", "control", "We stay in control of how much we use.", "我们能够控制使用量。"),
    ("we_control_options", "control", "We have the tools to manage options and prices.", "我们有工具管理可选项与价格。"),
    ("acts_responsibly", "social", "The supplier acts responsibly towards people and nature.", "供应方对人与环境负责。"),
)
CALL = {"code": "may_call", "type": "consent", "text_en": "You may call me about my answers.", "text_zh": "可就我的回答致电联系我。"}


def _scale(code, en, zh, ends=CONTENT, **more):
    keys = ("low_label_en", "low_label_zh", "high_label_en", "high_label_zh")
    return {"code": code, "type": "scale", "text_en": en, "text_zh": zh, **dict(zip(keys, ends, strict=True)), **more}


def _text(code, en, zh, **more):
    return {"code": code, "type": "text", "text_en": en, "text_zh": zh, **more}


def _options(*rows):
    return [{"value": value, "en": en, "zh": zh, "score": score} for value, en, zh, score in rows]


AFTER_EVENT = (
    _scale("satisfied", "How satisfied are you with how we handled it?", "您对我们此次的处理满意吗？", measure="csat",
           is_required=True),
    {"code": "what_was_it", "type": "multiple", "text_en": "What were you not content with?", "text_zh": "您对哪些方面不满意？",
     "show_if": {"code": "satisfied", "op": "at_most", "value": "3"},
     "options": _options(
         ("time", "How long it took", "处理时间长", None), ("solution", "The solution", "解决效果", None),
         ("information", "What we were told meanwhile", "过程中的信息反馈", None),
         ("manner", "How we were treated", "服务态度", None), ("other", "Something else", "其他", None))},
    _scale("easy", "It was made easy for me to get it solved.", "我能够轻松地让问题得到解决。", AGREE, measure="ces", high=7),
    _text("comment", "What was good, what should we do better?", "哪些做得好？哪些需要改进？"),
    CALL,
)  # fmt: skip
HALF_YEARLY = (
    _scale("satisfied", "How satisfied are you with our services, all in all?", "总体而言，您对我们的服务满意吗？",
           measure="csat", is_required=True),
    {"code": "factors", "type": "matrix", "text_en": "How far do these hold for the services you use?",
     "text_zh": "以下各方面，您对所使用的服务满意吗？",
     "hint_en": "Leave out what you cannot judge.", "hint_zh": "无法判断的可以跳过。",
     "low_label_en": "not at all", "low_label_zh": "非常不满意", "high_label_en": "fully", "high_label_zh": "非常满意",
     "lines": [{"code": code, "en": en, "zh": zh, "factor": code} for code, en, zh in FACTORS]},
    {"code": "recommend", "type": "ten", "measure": "nps",
     "text_en": "How likely are you to recommend us to others in your position?", "text_zh": "您有多大可能向同行推荐我们？",
     "low_label_en": "not at all likely", "low_label_zh": "完全不可能",
     "high_label_en": "extremely likely", "high_label_zh": "非常可能"},
    {"code": "renew", "type": "choice", "measure": "stay", "text_en": "Would you extend our agreement today?",
     "text_zh": "如果今天决定，您是否会续签？",
     "options": _options(
         ("surely", "Surely", "一定会", 100), ("probably", "Probably", "可能会", 67),
         ("rather_not", "Rather not", "可能不会", 33), ("no", "No", "不会", 0))},
    _text("why_not", "What would have to change for that?", "需要作出哪些改变，您才会续签？",
          show_if={"code": "recommend", "op": "at_most", "value": "6"}),
    _text("good", "What are we to keep as it is?", "哪些做法希望我们保持？"),
    _text("better", "What should we do better?", "哪些方面需要改进？"),
    CALL,
)  # fmt: skip
NEED_CHECK = (
    {"code": "how_often", "type": "choice", "is_required": True, "text_en": "How often would you use it?",
     "text_zh": "您会多久使用一次？",
     "options": _options(
         ("daily", "Every day", "每天", 100), ("weekly", "Every week", "每周", 75), ("monthly", "Every month", "每月", 50),
         ("seldom", "Seldom", "很少", 25), ("never", "Never", "从不", 0))},
    _scale("helps", "How much would it help you?", "它对您的帮助有多大？",
           ("not at all", "毫无帮助", "very much", "非常大"), is_required=True,
           show_if={"code": "how_often", "op": "is_not", "value": "never"}),
    _text("today", "How do you do it today?", "目前您是如何做的？"),
    _scale("instead", "If we built something else instead, how sorry would you be?", "如果我们改做别的功能，您会有多遗憾？",
           ("not at all", "毫不在意", "very", "非常遗憾")),
    _text("rather", "What would you rather have?", "您更希望有什么？",
          show_if={"code": "how_often", "op": "is", "value": "never"}),
    CALL,
)  # fmt: skip
USUAL = (
    ("After a service event", "case", "How did we do?", "请评价我们的服务",
     "Two questions, one minute. Your answer reaches the person who looks after you.",
     "两个问题，一分钟。您的回答将直接送达负责您的同事。", AFTER_EVENT),
    ("Half-yearly satisfaction", "public", "How content are you with us?", "服务满意度调查",
     "Five minutes that decide what we improve next.", "占用您五分钟，您的回答决定我们下一步改进什么。", HALF_YEARLY),
    ("Need check", "need", "Would this be of use to you?", "这对您有用吗？",
     "We ask before we build, so that we build what you need.", "先问再做，做您真正需要的。", NEED_CHECK),
)  # fmt: skip
THANKS = ("Thank you. Somebody reads every answer.", "感谢您的回答，每一份回答我们都会阅读。")


def add(apps, schema_editor):
    now = clock.now()
    questionnaire = apps.get_model("questionnaires", "Questionnaire")
    version = apps.get_model("questionnaires", "QuestionnaireVersion")
    question = apps.get_model("questionnaires", "Question")
    library = apps.get_model("questionnaires", "LibraryQuestion")
    for name, purpose, title_en, title_zh, intro_en, intro_zh, questions in USUAL:
        if questionnaire.objects.filter(name=name).exists():
            continue
        row = questionnaire.objects.create(name=name, purpose=purpose, created_at=now, updated_at=now)
        draft = version.objects.create(
            questionnaire=row, number=1, title_en=title_en, title_zh=title_zh, intro_en=intro_en, intro_zh=intro_zh,
            thanks_en=THANKS[0], thanks_zh=THANKS[1], created_at=now, updated_at=now,
        )  # fmt: skip
        for position, facts in enumerate(questions, 1):
            question.objects.create(version=draft, position=position, **facts)
        version.objects.filter(pk=draft.pk).update(status="published", published_at=now)
    for code, factor, en, zh in LIBRARY:
        library.objects.get_or_create(
            code=code,
            defaults={**_scale(code, en, zh, AGREE), "factor": factor, "created_at": now, "updated_at": now},
        )


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_squashed")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
