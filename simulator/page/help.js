import { el, post } from './dom.js';

const example =
  '紧急！！！拓东路白塔路口路面塌了一个坑，大概2米宽，公交差点掉进去，拓东街道已经拉警戒，请住建、交警、排水公司马上来';
const story = [
  {
    title: '街道吹哨',
    text: '第一部手机是街道工作人员。打开「哨响」，用一句话说清哪里、什么事、请谁来。',
    try: example,
  },
  {
    title: '核对、审批',
    text: '机器人把这句话整理成一张卡片。点「确认吹哨」；日常的哨由街道领导在第二部手机上点「同意」。',
  },
  {
    title: '部门报到',
    text: '被叫到的部门在自己的工作群里看到卡片，点「签收」，再点「报到」，到了现场点「到场」。',
  },
  {
    title: '让时间快走',
    text: '上方可把时间调到 60× 或 600×：没有报到的，看机器人怎样提醒、升级、报告指挥中心。',
  },
  {
    title: '办结、评价',
    text: '部门点「办结」，街道核验并评价。随时可问「我的哨」「待报到」「统计 今日」。',
  },
];

/** Fills the help: the world's story, or the house's own. */
export function setHelp(given, onTry) {
  const dialog = document.querySelector('#help');
  const steps = given.length > 0 ? given : story;
  const step = (one) =>
    el(
      'li',
      {},
      el('b', {}, one.title),
      el('p', {}, one.text),
      one.try
        ? el(
            'button',
            {
              type: 'button',
              class: 'quiet',
              'data-try': true,
              onclick: () => (dialog.close(), onTry(one.try)),
            },
            '填入第一部手机',
          )
        : null,
    );
  dialog.replaceChildren(
    head('help-title', '怎么玩', dialog),
    el('ol', { class: 'steps' }, steps.map(step)),
    el(
      'p',
      { class: 'hint' },
      '点手机上方的名字可以换成任何人；Esc 返回列表，↑↓ 选会话，Alt+数字 跳到第几部手机。',
    ),
  );
  document.querySelector('[data-help]').onclick = () => dialog.showModal();
}

/** Shows who is connected, in the top bar and in its dialog. */
export function setStatus({ bot, app, online }) {
  const button = document.querySelector('[data-status]');
  const words = !online ? '页面已断开' : bot ? '机器人已连接' : '机器人未连接';
  button.classList.toggle('good', online && bot);
  button.querySelector('span').textContent = words;
  button.setAttribute('aria-label', words);
  const dialog = document.querySelector('#status');
  const result = el('p', { class: 'hint', role: 'status' });
  const check = async () => {
    result.textContent = '正在检查…';
    const { ok, detail } = await post('/page/check-url').catch(() => ({
      ok: false,
      detail: '模拟器没有回答',
    }));
    result.textContent = ok ? '回调地址验证通过' : `回调地址验证失败：${detail}`;
  };
  button.onclick = () => {
    dialog.replaceChildren(
      head('status-title', '连接', dialog),
      el('p', {}, `智能机器人长连接：${bot ? '已连接' : '未连接'}`),
      el('p', {}, `自建应用回调地址：${app ? '已配置' : '未配置'}`),
      el('button', { type: 'button', class: 'quiet', onclick: check }, '检查回调地址'),
      result,
    );
    dialog.showModal();
  };
}

function head(id, words, dialog) {
  const close = el(
    'button',
    { type: 'button', class: 'close', 'aria-label': '关闭', onclick: () => dialog.close() },
    '×',
  );
  return el('header', {}, el('h2', { id }, words), close);
}
